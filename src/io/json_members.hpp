// Objects of known keys, read by the scanner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "io/json_scanner.hpp"
#include "io/utf8.hpp"

namespace weiss {

// The members of the next object:
//
//   static constexpr std::string_view kKeys[] = {"id", "coeff"};
//   for (JsonMembers members(json, kKeys); members.next();)
//     switch (members.key()) {
//       case 0: id = json.integer(); break;
//       case 1: coeff = json.number(); break;
//       default: json.skip();
//     }
//
// Throws for a known key that comes twice, and at the end for one that is missing, unless it is one of the
// last num_optional.
class JsonMembers {
 public:
  template <size_t num_keys>
  JsonMembers(JsonScanner& json, const std::string_view (&keys)[num_keys], size_t num_optional = 0)
      : json_(json), keys_(keys), num_keys_(num_keys), num_required_(num_keys - num_optional) {
    static_assert(num_keys <= 64);
    json_.begin_object();
  }

  bool next() {
    if (!json_.next_member()) {
      for (size_t k = 0; k < num_required_; ++k)
        if (!is_seen(k)) json_.fail("the key " + quoted(keys_[k]) + " is missing");
      return false;
    }
    for (key_ = 0; key_ < num_keys_; ++key_) {
      if (keys_[key_] != json_.key()) continue;
      if (is_seen(key_)) json_.fail("this key comes twice");
      seen_ |= uint64_t{1} << key_;
      break;
    }
    return true;
  }

  // Of the present member: the number of its key; that of no key when it is unknown.
  size_t key() const noexcept { return key_; }

 private:
  bool is_seen(size_t key) const noexcept { return (seen_ >> key & 1) != 0; }

  JsonScanner& json_;
  const std::string_view* const keys_;
  const size_t num_keys_;
  const size_t num_required_;
  size_t key_ = 0;
  uint64_t seen_ = 0;
};

}  // namespace weiss
