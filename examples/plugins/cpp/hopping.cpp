// A solver in C++: basin hopping. Descend, kick some spins, descend again, keep what is not worse. The search, with its
// SIMD kernels, is the host's.
#include <algorithm>
#include <vector>

#include <weiss/ext/search.hpp>
#include <weiss/plugin.hpp>

namespace {

namespace wp = weiss::plugin;

class Hopping {
 public:
  static constexpr wp::About about = {
      "org.example.hopping", "Basin hopping", "1.0.0", "Descends, kicks, and keeps what is not worse.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      wp::real_option("kick", "Part of the spins that a kick turns.", 0.05, 0.0, 1.0),
      wp::int_option("hops", "How many kicks. 0: until the limit of the run.", 0, 0, 1000000000)};

  // Throw wp::Failure to refuse; values are checked against option_infos already.
  Hopping(const wp::Host& host, const wp::Options& options)
      : host_(host), kick_(options.real("kick")), hops_(options.integer("hops")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const wp::Run& run,
             const wp::Sink& sink) {
    wp::Search search(wp::search_table(host_), problem.problem);
    wp::Random random(run.seed());  // the only source of randomness
    if (input.num_starts > 0)
      search.set(input.starts);
    else
      search.set_random(random.next());
    search.descend(run);
    std::vector<int8_t> kept(search.spins(), search.spins() + problem.num_spins);
    double energy = search.energy();
    sink.report(kept.data(), energy);

    const auto turned = std::max<int64_t>(1, static_cast<int64_t>(kick_ * static_cast<double>(problem.num_spins)));
    for (int64_t hop = 0; (hops_ == 0 || hop < hops_) && problem.num_spins > 0; ++hop) {
      if (run.should_stop()) return;  // at least every 10 ms; the host knows best when
      for (int64_t k = 0; k < turned; ++k) search.flip(run, random.below(problem.num_spins));
      search.descend(run);
      run.count("hops");
      if (search.energy() > energy) {
        search.set(kept.data());
        run.spend(problem.num_entries);  // what set() costs: one unit for each coupling that it visits
        continue;
      }
      if (search.energy() < energy) sink.report(search.spins(), search.energy());
      energy = search.energy();
      std::copy_n(search.spins(), kept.size(), kept.begin());
    }
  }

 private:
  wp::Host host_;
  double kick_;
  int64_t hops_;
};

constexpr wp::Module<Hopping> module("org.example.hopping", "Example in C++", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(hopping) { return &module.table; }
