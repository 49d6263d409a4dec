// weiss::Search: one-flip local search on the SIMD kernels.
#ifndef WEISS_EMBED_SEARCH_HPP
#define WEISS_EMBED_SEARCH_HPP

#include <cstdint>
#include <utility>
#include <vector>

#include "../search.h"
#include "base.hpp"
#include "problem.hpp"

namespace weiss {
inline namespace embed {

// The state of one search; the problem must outlive it.
class Search {
 public:
  explicit Search(const Problem& problem, std::int32_t engine = WEISS_ENGINE_AUTO)
      : num_spins_(static_cast<std::size_t>(problem.num_spins())) {
    detail::check([&](weiss_error* error) {
      weiss_search* search = nullptr;
      const weiss_status status = weiss_search_create(problem.get(), nullptr, engine, &search, error);
      handle_.reset(search);
      return status;
    });
  }

  weiss_search* get() const noexcept { return handle_.get(); }

  void set(const std::vector<std::int8_t>& spins) {
    detail::require(spins.size() == num_spins_, "spins must hold num_spins entries");
    detail::check([&](weiss_error* error) { return weiss_search_set(get(), spins.data(), error); });
  }
  void set_random(std::uint64_t seed) noexcept { weiss_search_set_random(get(), seed); }

  std::vector<std::int8_t> spins() const { return state(weiss_search_spins(get())); }
  double energy() const noexcept { return weiss_search_energy(get()); }
  std::vector<std::int8_t> best_spins() { return state(weiss_search_best_spins(get())); }
  double best_energy() const noexcept { return weiss_search_best_energy(get()); }
  std::vector<double> gains() const {
    std::vector<double> gains(num_spins_);
    weiss_search_gains(get(), gains.data());
    return gains;
  }

  void flip(std::int64_t spin) {
    detail::check([&](weiss_error* error) { return weiss_search_flip(get(), nullptr, spin, error); });
  }
  std::int64_t descend() noexcept { return weiss_search_descend(get(), nullptr); }
  std::int64_t tabu(const weiss_tabu_params& params = detail::make<weiss_tabu_params>()) noexcept {
    return weiss_search_tabu(get(), nullptr, &params);
  }
  std::int64_t anneal(const weiss_anneal_params& params = detail::make<weiss_anneal_params>()) noexcept {
    return weiss_search_anneal(get(), nullptr, &params);
  }
  std::int64_t trees(const weiss_trees_params& params = detail::make<weiss_trees_params>()) noexcept {
    return weiss_search_trees(get(), nullptr, &params);
  }

 private:
  std::vector<std::int8_t> state(const std::int8_t* spins) const {
    return std::vector<std::int8_t>(spins, spins + num_spins_);
  }

  detail::Handle<weiss_search, weiss_search_destroy> handle_;
  std::size_t num_spins_;
};

// First and last temperature of an annealing, from the data.
inline std::pair<double, double> temperatures(const Problem& problem) noexcept {
  std::pair<double, double> range;
  weiss_search_temperatures(problem.get(), &range.first, &range.second);
  return range;
}

// The exact minimum of a problem of at most 30 spins: a state and its energy.
inline std::pair<std::vector<std::int8_t>, double> enumerate(const Problem& problem) {
  std::pair<std::vector<std::int8_t>, double> minimum(static_cast<std::size_t>(problem.num_spins()), 0.0);
  std::int32_t complete = 0;
  detail::check([&](weiss_error* error) {
    return weiss_search_enumerate(problem.get(), nullptr, minimum.first.data(), &minimum.second, &complete,
                                  error);
  });
  return minimum;
}

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_SEARCH_HPP
