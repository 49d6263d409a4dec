// weiss/ext/search.hpp - C++ for the extension "weiss.search/1". Failures are exceptions (plugin.hpp).
#ifndef WEISS_EXT_SEARCH_HPP
#define WEISS_EXT_SEARCH_HPP

#include <memory>

#include "../plugin.hpp"
#include "search.h"

namespace weiss {
namespace plugin {

// Table of the extension, to keep in a plugin's class.
inline const weiss_ext_search& search_table(const Host& host) {
  return host.extension<weiss_ext_search>(WEISS_EXT_SEARCH);
}

// One search of weiss/search.h. With a run its constructor throws Failure(WEISS_STOPPED) when that says stop.
class Search {
 public:
  Search(const weiss_ext_search& table, const weiss_problem* problem, int32_t engine = WEISS_ENGINE_AUTO,
         const Run* run = nullptr)
      : table_(&table), search_(nullptr, table.destroy) {
    weiss_search* out = nullptr;
    call_whole(table.create, problem, table_of(run), engine, &out);
    search_.reset(out);
  }
  weiss_search* get() const noexcept { return search_.get(); }

  void set(const int8_t* spins) { call(table_->set, get(), spins); }
  void set_random(uint64_t seed) noexcept { table_->set_random(get(), seed); }
  const int8_t* spins() const noexcept { return table_->spins(get()); }
  double energy() const noexcept { return table_->energy(get()); }
  const int8_t* best_spins() noexcept { return table_->best_spins(get()); }
  double best_energy() const noexcept { return table_->best_energy(get()); }
  void gains(double* gains) const noexcept { table_->gains(get(), gains); }
  void flip(const Run& run, int64_t spin) { call(table_->flip, get(), run.table(), spin); }
  int64_t descend(const Run& run) noexcept { return table_->descend(get(), run.table()); }
  int64_t tabu(const Run& run, const weiss_tabu_params& params) noexcept {
    return table_->tabu(get(), run.table(), &params);
  }
  int64_t anneal(const Run& run, const weiss_anneal_params& params) {
    const int64_t sweeps = table_->anneal(get(), run.table(), &params);
    if (sweeps < 0) throw Failure(WEISS_E_NOMEM, "there is no memory left to anneal in");
    return sweeps;
  }
  int64_t trees(const Run& run, const weiss_trees_params& params) {
    const int64_t moves = table_->trees(get(), run.table(), &params);
    if (moves < 0) throw Failure(WEISS_E_FAIL, "moves on trees lack memory, or their width is out of range");
    return moves;
  }

 private:
  const weiss_ext_search* table_;
  std::unique_ptr<weiss_search, void (*)(weiss_search*) noexcept> search_;
};

}  // namespace plugin
}  // namespace weiss

#endif  // WEISS_EXT_SEARCH_HPP
