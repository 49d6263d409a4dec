#include "statevector/mixers.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"

namespace weiss {

namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw Error(WEISS_E_ARGUMENT, "qaoa config: " + message);
}

bool takes_groups(int32_t mixer) noexcept {
  return mixer == WEISS_MIXER_XY_RING || mixer == WEISS_MIXER_XY_COMPLETE || mixer == WEISS_MIXER_GROVER;
}

void read_start(const double* start, Vector<double>& tilt) {
  for (size_t i = 0; i < tilt.size(); ++i) {
    if (!(start[i] >= 0.0 && start[i] <= 1.0))
      refuse("start[" + std::to_string(i) + "] is " + std::to_string(start[i]) +
             "; it is a probability, from 0 to 1");
    tilt[i] = 2.0 * std::asin(std::sqrt(start[i]));
  }
}

// Members by group, and the number of groups.
int32_t read_groups(Mixer& mixer) {
  const auto n = static_cast<int32_t>(mixer.group.size());
  int32_t num_groups = 0;
  for (int32_t i = 0; i < n; ++i) {
    const int32_t g = mixer.group[static_cast<size_t>(i)];
    if (g < -1 || g >= n)
      refuse("groups[" + std::to_string(i) + "] is " + std::to_string(g) +
             "; groups are numbered from 0 on, and -1 stands for none");
    num_groups = std::max(num_groups, g + 1);
  }
  mixer.member_start.assign(static_cast<size_t>(num_groups) + 1, 0);
  for (const int32_t g : mixer.group)
    if (g >= 0) ++mixer.member_start[static_cast<size_t>(g) + 1];
  for (size_t g = 0; g < static_cast<size_t>(num_groups); ++g) {
    if (mixer.member_start[g + 1] == 0)
      refuse("group " + std::to_string(g) + " has no spins; number groups without gaps");
    mixer.member_start[g + 1] += mixer.member_start[g];
  }
  mixer.member.resize(static_cast<size_t>(mixer.member_start.back()));
  Vector<int32_t> next(mixer.member_start.begin(), mixer.member_start.end(), mixer.member.get_allocator());
  for (int32_t i = 0; i < n; ++i) {
    const int32_t g = mixer.group[static_cast<size_t>(i)];
    if (g >= 0) mixer.member[static_cast<size_t>(next[static_cast<size_t>(g)]++)] = i;
  }
  return num_groups;
}

// Neighbours in a ring: pairs that begin at an even place, at an odd one, and the last of an odd ring.
void add_ring(const int32_t* member, int32_t count, Vector<Mixer::Pair>& pairs) {
  for (int32_t k = 0; k + 1 < count; k += 2) pairs.push_back({member[k], member[k + 1]});
  for (int32_t k = 1; k + 1 < count; k += 2) pairs.push_back({member[k], member[k + 1]});
  if (count > 2) pairs.push_back({member[count - 1], member[0]});
}

void add_complete(const int32_t* member, int32_t count, Vector<Mixer::Pair>& pairs) {
  for (int32_t k = 0; k < count; ++k)
    for (int32_t l = k + 1; l < count; ++l) pairs.push_back({member[k], member[l]});
}

}  // namespace

Mixer::Mixer(Memory* memory, int64_t num_spins, const weiss_qaoa_config& config)
    : kind(config.mixer), multi_angle(config.multi_angle != 0), tilt(memory), group(memory), member(memory),
      member_start(memory), pairs(memory) {
  const auto n = static_cast<size_t>(num_spins);
  if (kind < WEISS_MIXER_X || kind > WEISS_MIXER_GROVER)
    refuse("mixer is " + std::to_string(kind) + "; set it to one of WEISS_MIXER_*");
  if (multi_angle && takes_groups(kind))
    refuse("multi_angle has an angle for each spin, which XY and Grover mixers do not: use X or WARM_START");
  if ((kind == WEISS_MIXER_WARM_START) != (config.start != nullptr))
    refuse(config.start ? "start is for the WARM_START mixer only: set it to NULL"
                        : "the WARM_START mixer needs start: a probability for each spin");
  if (config.groups && !takes_groups(kind))
    refuse("groups are for XY and GROVER mixers only: set it to NULL");
  if (is_xy() && !config.groups) refuse("XY mixers need groups: a number for each spin");
  if (config.start) {
    tilt.resize(n);
    read_start(config.start, tilt);
  }
  if (!config.groups) return;
  group.assign(config.groups, config.groups + n);
  num_groups = read_groups(*this);
  if (!is_xy()) return;
  for (size_t g = 0; g < static_cast<size_t>(num_groups); ++g) {
    const int32_t* const first = member.data() + member_start[g];
    const int32_t count = member_start[g + 1] - member_start[g];
    kind == WEISS_MIXER_XY_RING ? add_ring(first, count, pairs) : add_complete(first, count, pairs);
  }
}

}  // namespace weiss
