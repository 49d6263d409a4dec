// What a value of errno means, in our words: the system's are in the language of the locale.
#pragma once

#include <string>

namespace weiss {

std::string system_message(int code);

}  // namespace weiss
