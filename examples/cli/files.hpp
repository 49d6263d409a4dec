// Files of the command line; "-" is the standard input or output.
#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "library.hpp"

namespace cli {

// The options of a command that reads a problem, its own behind those of reading. The format is named by
// --format, unless the command knows more than one file.
std::vector<Option> with_reading_options(std::vector<Option> own, const char* format_option = "--format");
// The names of these options that take a value, and of those that are flags: for a command line that is made
// from another.
std::vector<std::string> reading_settings();
std::vector<std::string> reading_flags();

// An unknown format is a mistake on the command line, not in a file: Failure with kUsage.
void require_format(const std::string& format);

// Reads the problem as the arguments say; Failure with kUnreadable and file:line:column.
Problem read_problem(weiss_context* context, const std::string& path, const Arguments& arguments,
                     const char* format_option = "--format");
std::vector<int8_t> read_solution(const std::string& path, int64_t num_spins);

// Refuses a path that could not be written later, before a long run is lost to it.
void require_writable(const std::string& path);
// Makes a folder that is missing; Failure with kUsage when nothing can be written into it.
void prepare_folder(const std::string& folder);
// Refuses what would go to the standard output twice; options are the names of those that name files.
void require_one_standard_output(const Arguments& arguments, const std::vector<std::string>& options);
void write_problem(const weiss_problem* problem, const std::string& path,
                   const weiss_write_options& options);
void write_solution(const std::string& path, int64_t num_spins, const int8_t* spins);
void write_text(const std::string& path, const std::string& text);
std::string read_text(const std::string& path);  // Failure with kUnreadable

}  // namespace cli
