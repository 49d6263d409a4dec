// JSON Schema (draft 2020-12) as far as the schema of the report uses it; any other keyword is an error.
#pragma once

#include <string>

#include "io/json_reader.hpp"

// Throws weiss::Error about the first place of a schema that uses an unknown keyword, refers to nothing, or
// describes a value without a description.
void check_schema(const weiss::JsonValue& schema);

// Throws weiss::Error about the first place of value that is not as the schema says.
void check_against(const weiss::JsonValue& schema, const weiss::JsonValue& value);
