/* Plugins that the loader must refuse: the entry and the tables that it hands over. */
#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "all_up.h"
#include "hostile.h"
#include "stateless.h"

enum {
  sound, longer_tables, text_not_utf8, counts_openings, flush_in_constructor, /* harmless */
  prints_in_entry, locale_in_entry, sigint_in_entry, /* caught */
  rounding_in_entry, flush_in_entry,
  null_plugin,
  older_minor, newer_minor, newer_major, newer_and_longer, older_and_shorter, second_version,
  plugin_size_0, plugin_size_small, plugin_size_huge,
  null_plugin_id, bad_plugin_id, short_plugin_id, null_license, null_algorithms, no_algorithms, null_algorithm,
  algorithm_size_0, algorithm_size_huge,
  null_algorithm_id, bad_algorithm_id, duplicate_ids, unknown_kind,
  null_title, null_create, null_destroy, null_table, table_size_small, null_run, negative_max_spins,
  null_options, null_option, option_size_0, null_key, bad_key, null_help, duplicate_key, unknown_type,
  default_out_of_range, default_is_nan, default_not_a_choice, default_not_bool, list_without_values,
  algorithm_of_no_kind
};

static weiss_solver solver = {sizeof(weiss_solver), 0, run, NULL};
static weiss_option_info option = {sizeof(weiss_option_info), 0, "depth", "How deep it digs.", NULL, NULL, NULL,
                                   WEISS_TYPE_INT, 0, 0, 0, 1, 1, 9, 0.0, 0.0, 0.0};
static const weiss_option_info* options[] = {&option, &option};
static weiss_algorithm algorithm = {sizeof(weiss_algorithm), WEISS_KIND_SOLVER, 0, 1, 0, HOSTILE_ID, "Hostile",
                                    "1.0.0", "Breaks one rule.", options, &solver, NULL, create, destroy, NULL};
static const weiss_algorithm* algorithms[] = {&algorithm, &algorithm};
static weiss_plugin plugin = {sizeof(weiss_plugin), WEISS_ABI_MAJOR, WEISS_ABI_MINOR, 1, HOSTILE_ID, "Hostile",
                              "1.0.0", "MIT", algorithms, NULL, NULL};

/* The tables of a newer header: what this host does not know follows what it knows. */
static struct {
  weiss_plugin known;
  void* unknown[8];
} longer;

/* Results below the smallest normal number become 0: what linking with -ffast-math does to a process. */
static void flush_to_zero(void) {
#if defined(__SSE2__)
  _mm_setcsr(_mm_getcsr() | 0x8040u);
#else
  fesetround(FE_DOWNWARD);
#endif
}

__attribute__((constructor)) static void when_loaded(void) {
  if (CASE == flush_in_constructor) flush_to_zero();
}

/* How often this file was opened and shut down, told in the title. */
static int opened, ended;
static char title[64] = "Hostile";
static void count_end(const weiss_plugin* p) { (void)p, ++ended; }

static void ignore(int number) { (void)number; }

WEISS_PLUGIN_ENTRY(hostile) {
  (void)host;
  switch (CASE) {
    case sound: break;
    case flush_in_constructor: break;
    case text_not_utf8:
      plugin.license = algorithm.title = algorithm.version = algorithm.summary = option.help = "bad \xC3\x28 bytes";
      break;
    case counts_openings:
      snprintf(title, sizeof title, "opened %d, ended %d", ++opened, ended);
      algorithm.title = title;
      plugin.shutdown = count_end;
      break;
    case prints_in_entry: puts("hello from a plugin"); fflush(stdout); break;
    case locale_in_entry: setlocale(LC_ALL, "C.UTF-8"); break;
    case sigint_in_entry: signal(SIGINT, ignore); break;
    case rounding_in_entry: fesetround(FE_UPWARD); break;
    case flush_in_entry: flush_to_zero(); break;
    case longer_tables: longer.known = plugin; longer.known.struct_size = sizeof longer; return &longer.known;
    case null_plugin: return NULL;

    case older_minor: plugin.abi_minor = WEISS_ABI_MINOR - 1; break;
    case newer_minor: plugin.abi_minor = WEISS_ABI_MINOR + 1; break;
    case newer_major: plugin.abi_major = WEISS_ABI_MAJOR + 1; break;
    case newer_and_longer:
      longer.known = plugin;
      longer.known.abi_minor = WEISS_ABI_MINOR + 1;
      longer.known.struct_size = sizeof longer;
      return &longer.known;
    case older_and_shorter:
      plugin.abi_minor = WEISS_ABI_MINOR - 1;
      plugin.struct_size = 32;
      break;
    case second_version:
      plugin.id = algorithm.id = "hostile.entry-sound";
      plugin.version = algorithm.version = "2.0.0";
      break;

    case plugin_size_0: plugin.struct_size = 0; break;
    case plugin_size_small: plugin.struct_size = 24; break;
    case plugin_size_huge: plugin.struct_size = UINT32_MAX; break;
    case null_plugin_id: plugin.id = NULL; break;
    case bad_plugin_id: plugin.id = "Hostile Plugin"; break;
    case short_plugin_id: plugin.id = "ab"; break;
    case null_license: plugin.license = NULL; break;
    case null_algorithms: plugin.algorithms = NULL; break;
    case no_algorithms: plugin.num_algorithms = 0; break;
    case null_algorithm: algorithms[0] = NULL; break;

    case algorithm_size_0: algorithm.struct_size = 0; break;
    case algorithm_size_huge: algorithm.struct_size = UINT32_MAX; break;
    case null_algorithm_id: algorithm.id = NULL; break;
    case bad_algorithm_id: algorithm.id = "hostile/../weiss"; break;
    case duplicate_ids: plugin.num_algorithms = 2; break;
    case unknown_kind: algorithm.kind = 4; break;
    case null_title: algorithm.title = NULL; break;
    case null_create: algorithm.create = NULL; break;
    case null_destroy: algorithm.destroy = NULL; break;
    case null_table: algorithm.table = NULL; break;
    case table_size_small: solver.struct_size = 8; break;
    case null_run: solver.run = NULL; break;
    case negative_max_spins: algorithm.max_spins = -1; break;

    case null_options: algorithm.options = NULL; break;
    case null_option: options[0] = NULL; break;
    case option_size_0: option.struct_size = 0; break;
    case null_key: option.key = NULL; break;
    case bad_key: option.key = "Depth of field"; break;
    case null_help: option.help = NULL; break;
    case duplicate_key: algorithm.num_options = 2; break;
    case unknown_type: option.type = 7; break;
    case default_out_of_range: option.i_default = 10; break;
    case default_is_nan:
      option.type = WEISS_TYPE_REAL;
      option.f_max = 1.0;
      option.f_default = (double)NAN;
      break;
    case default_not_a_choice:
      option.type = WEISS_TYPE_STRING;
      option.choices = "red|green";
      option.s_default = "blue";
      break;
    case default_not_bool: option.type = WEISS_TYPE_BOOL; option.i_default = 2; break;
    case list_without_values: option.type = WEISS_TYPE_REAL_LIST; option.list_default_count = 3; break;
    case algorithm_of_no_kind: option.type = WEISS_TYPE_ALGORITHM; break;
  }
  return &plugin;
}
