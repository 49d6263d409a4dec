/* weiss/io.h - read and write problems and solutions. C99, C++11 and later.

   Numbers are read and written without the locale; written numbers are the shortest that read back as
   the same double. Nothing is printed. Errors carry file, line and column. */
#ifndef WEISS_IO_H
#define WEISS_IO_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct weiss_read_options {
  uint32_t    struct_size;
  int32_t     sense;      /* WEISS_SENSE_*; DEFAULT: that of the format */
  int32_t     duplicates; /* WEISS_DUPLICATES_* */
  int32_t     lenient;    /* 1: a wrong number of data lines, and indices such as 1.0, are taken as they
                             are, with a note in the problem's format text; 0: an error */
  const char* format;     /* a name of weiss_format_info; NULL: by content, then by extension, else
                             E_FORMAT with the candidates */
  int64_t     problem_number; /* in a file of several problems (OR-library), from 1; 0: the only one.
                                 E_ARGUMENT with their number when there is no such problem */
} weiss_read_options;

/* Reads a problem from a file. options may be NULL. E_NOT_FOUND or E_IO from the system, E_FORMAT with
   line and column, E_LIMIT before memory is asked for that the input cannot fill. [any] */
WEISS_API weiss_status weiss_problem_read_file(weiss_context* context, const char* path,
                                               const weiss_read_options* options,
                                               weiss_problem** out, weiss_error* error) WEISS_NOEXCEPT;
/* The same from memory; name stands for the file in messages and its extension helps to tell the
   format; NULL: none. [any] */
WEISS_API weiss_status weiss_problem_read_memory(weiss_context* context, const char* text, size_t size,
                                                 const char* name, const weiss_read_options* options,
                                                 weiss_problem** out,
                                                 weiss_error* error) WEISS_NOEXCEPT;

typedef struct weiss_write_options {
  uint32_t    struct_size;
  int32_t     plain_decimal; /* 1: numbers without exponents, for readers that know none (QUBOTools,
                                dimod COO); 0: the shortest text, unless the format itself has none */
  const char* format;        /* a name of weiss_format_info; NULL: by the extension of the path */
} weiss_write_options;

/* Writes a problem; options may be NULL. E_UNSUPPORTED when the format cannot hold the problem exactly
   (fields in Max-Cut, say): the message says which one can. [any] */
WEISS_API weiss_status weiss_problem_write_file(const weiss_problem* problem, const char* path,
                                                const weiss_write_options* options,
                                                weiss_error* error) WEISS_NOEXCEPT;

/* Receives a piece of text [size]; returns 0 to go on. */
typedef int32_t (*weiss_write_fn)(void* user, const char* text, size_t size) WEISS_NOEXCEPT;
/* The same through a function of the caller's; options->format must be given. [any] */
WEISS_API weiss_status weiss_problem_write(const weiss_problem* problem, const weiss_write_options* options,
                                           weiss_write_fn write, void* user,
                                           weiss_error* error) WEISS_NOEXCEPT;

/* Reads a solution of num_spins spins: a 0/1 string, a string of + and -, one value a line (0/1 or
   -1/+1), or "i v" pairs (1-based), with # comments. Where all values are a plain 1 they are bits.
   spins is written only on success. [any] */
WEISS_API weiss_status weiss_solution_read_file(const char* path, int64_t num_spins, int8_t* spins,
                                                weiss_error* error) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_solution_read_memory(const char* text, size_t size, const char* name,
                                                  int64_t num_spins, int8_t* spins,
                                                  weiss_error* error) WEISS_NOEXCEPT;
/* Writes a solution as one 0/1 string, variable 0 first. [any] */
WEISS_API weiss_status weiss_solution_write_file(const char* path, int64_t num_spins,
                                                 const int8_t* spins, weiss_error* error) WEISS_NOEXCEPT;

/* What can be read and written. */
typedef struct weiss_format_info {
  uint32_t    struct_size;
  int32_t     can_write;
  const char* name;       /* "maxcut", "qbsolv", "qubo-max", ... */
  const char* extensions; /* ".mc .rud .mac"; "" when a file of the format must be named */
  const char* summary;    /* one line */
  const char* help;       /* the layout of the file, several lines, with an example */
} weiss_format_info;
/* Number of formats, and format number index. [any] */
WEISS_API int64_t weiss_num_formats(void) WEISS_NOEXCEPT;
WEISS_API weiss_status weiss_format_get_info(int64_t index, weiss_format_info* info,
                                             weiss_error* error) WEISS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif /* WEISS_IO_H */
