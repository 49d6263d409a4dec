// weiss::Replicas: many states of one problem, annealed side by side.
#ifndef WEISS_EMBED_REPLICAS_HPP
#define WEISS_EMBED_REPLICAS_HPP

#include <cstdint>
#include <vector>

#include "../replicas.h"
#include "base.hpp"
#include "problem.hpp"

namespace weiss {
inline namespace embed {

// All spins +1 at first; the problem must outlive it.
class Replicas {
 public:
  // How many states of the problem are swept for about the price of one; count should be a multiple.
  static std::int64_t lanes(const Problem& problem) noexcept { return weiss_replicas_lanes(problem.get()); }

  Replicas(const Problem& problem, std::int64_t count)
      : num_spins_(static_cast<std::size_t>(problem.num_spins())), count_(count) {
    detail::check([&](weiss_error* error) {
      weiss_replicas* replicas = nullptr;
      const weiss_status status = weiss_replicas_create(problem.get(), nullptr, count, &replicas, error);
      handle_.reset(replicas);
      return status;
    });
  }

  weiss_replicas* get() const noexcept { return handle_.get(); }
  std::int64_t count() const noexcept { return count_; }

  void set(std::int64_t replica, const std::vector<std::int8_t>& spins) {
    detail::require(spins.size() == num_spins_, "spins must hold num_spins entries");
    detail::check(
        [&](weiss_error* error) { return weiss_replicas_set(get(), replica, spins.data(), error); });
  }
  void set_random(std::uint64_t seed) noexcept { weiss_replicas_set_random(get(), seed); }

  std::vector<std::int8_t> spins(std::int64_t replica) const {
    std::vector<std::int8_t> spins(num_spins_);
    detail::check(
        [&](weiss_error* error) { return weiss_replicas_spins(get(), replica, spins.data(), error); });
    return spins;
  }
  std::vector<double> energies() const {
    std::vector<double> energies(static_cast<std::size_t>(count_));
    weiss_replicas_energies(get(), energies.data());
    return energies;
  }

  std::int64_t anneal(const weiss_anneal_params& params = detail::make<weiss_anneal_params>()) noexcept {
    return weiss_replicas_anneal(get(), nullptr, &params);
  }
  // Each replica at a temperature of its own.
  std::int64_t sweep(std::int64_t sweeps, const std::vector<double>& temperatures, std::uint64_t seed) {
    detail::require(static_cast<std::int64_t>(temperatures.size()) == count_,
                    "temperatures must hold an entry for each replica");
    return weiss_replicas_sweep(get(), nullptr, sweeps, temperatures.data(), seed);
  }

 private:
  detail::Handle<weiss_replicas, weiss_replicas_destroy> handle_;
  std::size_t num_spins_;
  std::int64_t count_;
};

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_REPLICAS_HPP
