// One-hot groups as text: spins with commas between them, groups with semicolons.
#pragma once

#include <cstdlib>

#include "settings.hpp"

namespace {

class Groups {
 public:
  explicit Groups(const std::string& text) {
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find(';', begin), text.size());
      groups_.push_back(members(text.substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  bool empty() const noexcept { return groups_.empty(); }

  // Number of the group of each spin, -1 for those in none.
  std::vector<int32_t> of_spins(int64_t num_spins) const {
    std::vector<int32_t> number(static_cast<size_t>(num_spins), -1);
    for (size_t g = 0; g < groups_.size(); ++g)
      for (const int64_t spin : groups_[g]) {
        if (spin >= num_spins)
          refuse_option("groups", "names spin " + std::to_string(spin) + ", the problem has " +
                                      std::to_string(num_spins) + ", counted from 0");
        int32_t& group = number[static_cast<size_t>(spin)];
        if (group >= 0) refuse_option("groups", "names spin " + std::to_string(spin) + " twice");
        group = static_cast<int32_t>(g);
      }
    return number;
  }

 private:
  static std::vector<int64_t> members(const std::string& text) {
    std::vector<int64_t> spins;
    for (size_t begin = 0; begin <= text.size();) {
      const size_t end = std::min(text.find(',', begin), text.size());
      const std::string word = text.substr(begin, end - begin);
      if (word.empty() || word.size() > 9 || word.find_first_not_of("0123456789") != std::string::npos)
        refuse_option("groups", "has numbers of spins, as in 0,1,2;3,4,5, not \"" + word + "\"");
      spins.push_back(std::strtol(word.c_str(), nullptr, 10));
      begin = end + 1;
    }
    return spins;
  }

  std::vector<std::vector<int64_t>> groups_;
};

}  // namespace
