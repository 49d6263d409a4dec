// The file formats: one Format for each, defined in a file of its own, and the rules that choose among them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/cursor.hpp"
#include "io/form.hpp"
#include "io/term_collector.hpp"
#include "io/text_sink.hpp"

namespace weiss {

// A format whose files say themselves whether they hold a QUBO or an Ising energy.
constexpr int32_t kAnyOrigin = -1;

struct Format {
  const char* name;
  const char* extensions;  // ".mc .rud", blanks between; empty: only its name tells it
  const char* summary;
  const char* help;

  int32_t origin;      // WEISS_ORIGIN_*: what the terms mean; or kAnyOrigin
  int32_t sense;       // WEISS_SENSE_MIN or _MAX, of the values that the file talks about
  bool has_offset;     // can hold a constant
  const char* layout;  // index base and doubling rule: "1-based, each pair once"

  // Files that say what they are: what tells it, and whether the start of a file does. Null for the others,
  // which only their name can tell. Where several formats recognise a file it must be named.
  const char* mark;
  bool (*recognises)(std::string_view head);

  void (*read)(Cursor& cursor, TermCollector& terms);
  // Null: is only read. The form has the sense of the format, and its origin unless that is any.
  void (*write)(const Form& form, TextSink& sink);

  bool several = false;  // a file may hold several problems, see TermCollector::problem_number
};

extern const Format kMaxcutFormat;
extern const Format kQbsolvFormat;
extern const Format kQuboMaxFormat;
extern const Format kBiqmacFormat;
extern const Format kBiqmacMatrixFormat;
extern const Format kMqlibQuboFormat;
extern const Format kOrLibraryFormat;
extern const Format kMtxQuboFormat;
extern const Format kMtxGraphFormat;
extern const Format kDimodCooFormat;
extern const Format kQubistFormat;
extern const Format kDimacsFormat;
extern const Format kBqpjsonFormat;
extern const Format kDimodBqmFormat;

int64_t num_formats() noexcept;
const Format& format_at(int64_t index) noexcept;

struct FormatChoice {
  const Format* format;
  std::string how;  // "by extension .mc"
};

// The format of an input: named by the caller (null: not), else told by its content, else by the extension
// of its name. Throws E_ARGUMENT for a name that does not exist, E_FORMAT with the candidates when nothing
// tells.
FormatChoice choose_reader(const char* named, const Cursor& cursor);

// The format to write a problem of that sense to path in. Where formats share an extension it is the one of
// the problem's own sense, unless a file could not be told from the others' when it is read.
const Format& choose_writer(const char* named, const std::string& path, int32_t sense);
const Format& named_writer(const char* named);

}  // namespace weiss
