/* weiss/version.h - the one place that holds the version numbers. C99, C++11 and later. */
#ifndef WEISS_VERSION_H
#define WEISS_VERSION_H

/* Version of the library. */
#define WEISS_VERSION_MAJOR 0
#define WEISS_VERSION_MINOR 1
#define WEISS_VERSION_PATCH 0

/* Version of the binary interface. The major is a part of the plugin entry symbol, of the plugin
   directory and of the symbol version node. While it is 0, every change of a layout or of a meaning
   raises the minor, and a host refuses a plugin whose minor is another than its own. */
#define WEISS_ABI_MAJOR 0
#define WEISS_ABI_MINOR 5

#endif /* WEISS_VERSION_H */
