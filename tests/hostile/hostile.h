/* What the plugins of this folder share: a correct plugin of one algorithm, in which each case breaks one
   rule. The build defines CASE, an enumerator of the source, and HOSTILE_ID, "hostile.<case>". */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <stdint.h>

#include <weiss/plugin.h>

/* An algorithm without options. */
#define HOSTILE_ALGORITHM(kind, caps, table, create, destroy)                                              \
  static const weiss_algorithm algorithm = {                                                               \
      sizeof(weiss_algorithm), kind, caps, 0, 0, HOSTILE_ID, "Hostile", "1.0.0", "Breaks one rule.", NULL, \
      table, NULL, create, destroy, NULL}

/* The plugin around it; check is a statement of the entry, which may leave it. */
#define HOSTILE_PLUGIN(check)                                                                         \
  static const weiss_algorithm* const algorithms[] = {&algorithm};                                    \
  static const weiss_plugin plugin = {sizeof(weiss_plugin), WEISS_ABI_MAJOR, WEISS_ABI_MINOR, 1,      \
                                      HOSTILE_ID, "Hostile", "1.0.0", "MIT", algorithms, NULL, NULL}; \
  WEISS_PLUGIN_ENTRY(hostile) {                                                                       \
    check;                                                                                            \
    return &plugin;                                                                                   \
  }

#endif /* HOSTILE_H */
