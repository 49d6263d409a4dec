// The sub-QUBO loop: cut into parts, clamp the rest, sub-solve, accept, refine, repeat.
#include <limits>
#include <optional>
#include <weiss/ext/search.hpp>

#include "../../common/change.hpp"
#include "../../common/cooling.hpp"
#include "../../common/heat_bath.hpp"
#include "../../common/unless_stopped.hpp"
#include "pool.hpp"
#include "settings.hpp"

namespace {

using weiss::bundled::PartMembers;
using weiss::bundled::SubProblem;
using weiss::plugin::Array;
using weiss::plugin::Child;
using weiss::plugin::Host;
using weiss::plugin::Problems;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;
using weiss::plugin::sized;

class SubQubo : public OptionTable {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.subqubo", "Sub-QUBO iteration", "2.0.0",
      "Cuts the problem into parts and improves them one after another with the rest clamped.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_WARM_START | WEISS_CAP_ANY_THREAD};

  SubQubo(const Host& host, const Options& options)
      : host_(host),
        settings_(options),
        problems_(host),
        searches_(weiss::plugin::search_table(host)),
        partitioner_(host, options.choice("partitioner")),
        subsolver_(host, options.choice("subsolver"), settings_.part_size, settings_.work),
        table_(host) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    Search search(searches_, problem.problem, WEISS_ENGINE_AUTO, &run);
    weiss::bundled::begin_at_best_start(problems_, problem, input, run, kStart, search);
    descents_ = 0;
    if (settings_.refine == Refine::descent) descend(run, search);
    sink.report(search.spins(), search.energy(), "start");
    if (problem.num_spins == 0) return;
    Loop loop(host_, settings_, problem, run);
    set_temperatures(problem, loop);
    loop.keep(search);
    loop.pool.add(search.spins(), search.energy());
    int64_t idle = 0;
    for (int64_t k = 0; settings_.iterations == 0 || k < settings_.iterations; ++k) {
      if (run.should_stop() || exhausted(loop)) break;
      const double before = loop.best_energy;
      if (settings_.from_best) search.set(loop.best.data());
      iterate(loop, k, search, sink);
      run.count("iterations");
      loop.pool.add(search.spins(), search.energy());
      if (loop.best_energy < before) sink.report(loop.best.data(), loop.best_energy, subsolver_.name());
      idle = loop.best_energy < before ? 0 : idle + 1;
      if (idle == settings_.patience && settings_.patience > 0) break;
    }
  }

 private:
  static constexpr uint64_t kDraws = 1, kStart = 2, kTabu = 3, kStreams = 16;  // of the run's seed

  // What changes during a run.
  struct Loop {
    Loop(const Host& host, const Settings& settings, const weiss_problem_view& on, const Run& within)
        : problem(on),
          run(within),
          elapsed(within),
          random(within.stream(kDraws)),
          pool(host, on.num_spins, settings.pool),
          best(host) {}

    // True when the search's state is the best so far.
    bool keep(const Search& search) {
      if (!best.empty() && search.energy() >= best_energy) return false;
      best.assign(search.spins(), search.spins() + problem.num_spins);
      best_energy = search.energy();
      return true;
    }

    const weiss_problem_view& problem;
    const Run& run;
    const weiss::bundled::Elapsed elapsed;
    Random random;
    Pool pool;
    Array<int8_t> best;
    double best_energy = std::numeric_limits<double>::infinity();
    double t_first = 0.0, t_last = 0.0;
    uint64_t stream = kStreams;  // of the next nested run
    int64_t solved = 0;          // sub-problems
    int64_t iteration = 0;
    int64_t tabu_calls = 0;
  };

  void set_temperatures(const weiss_problem_view& problem, Loop& loop) const {
    if (!settings_.has_temperature()) return;
    searches_.temperatures(problem.problem, &loop.t_first, &loop.t_last);
    if (settings_.t_first > 0.0) loop.t_first = settings_.t_first;
    if (settings_.t_last > 0.0) loop.t_last = settings_.t_last;
  }

  bool exhausted(const Loop& loop) const noexcept {
    return settings_.sub_problems > 0 && loop.solved >= settings_.sub_problems;
  }

  // 0 when there are no couplings and no fields to read a temperature off.
  double temperature(const Loop& loop) const noexcept {
    if (loop.t_first <= 0.0 || loop.t_last <= 0.0) return 0.0;
    const bool by_solves = settings_.sub_problems > 0;
    const double share = by_solves ? loop.elapsed.share(loop.run, loop.solved, settings_.sub_problems)
                                   : loop.elapsed.share(loop.run, loop.iteration, settings_.iterations);
    return weiss::bundled::geometric(loop.t_first, loop.t_last, share);
  }

  void iterate(Loop& loop, int64_t k, Search& search, const Sink& sink) {
    loop.iteration = k;
    weiss_parts parts = cut(loop, search);
    const std::vector<int64_t> selected = select(loop, parts);
    const int64_t before = loop.solved;
    weiss::bundled::unless_stopped([&] { solve_parts(loop, parts, selected, search); });
    if (loop.keep(search) && loop.run.should_stop())
      sink.report(loop.best.data(), loop.best_energy, "sub-problem");
    refine(loop, search, loop.solved - before);
    loop.keep(search);
  }

  void solve_parts(Loop& loop, const weiss_parts& parts, const std::vector<int64_t>& selected, Search& search) {
    if (settings_.simultaneous) return together(loop, parts, selected, search);
    for (const int64_t p : selected) {
      if (loop.run.should_stop() || exhausted(loop)) break;
      one(loop, weiss::bundled::part_of(parts, p), search);
    }
  }

  weiss_parts cut(Loop& loop, const Search& search) {
    weiss_partition_task task = sized<weiss_partition_task>();
    task.max_part_spins = subsolver_.part_size();
    task.num_parts = settings_.regions;
    task.may_omit = settings_.regions > 0 ? 1 : 0;
    task.best = loop.best.data();
    task.current = search.spins();
    loop.pool.offer(task);
    return partitioner_.partition(loop.run, loop.problem.problem, task, loop.stream++);
  }

  // Parts in order, until they have more than the fraction of the spins (clustering-based extraction takes
  // 0.15).
  std::vector<int64_t> select(Loop& loop, const weiss_parts& parts) const {
    std::vector<int64_t> order(static_cast<size_t>(parts.num_parts));
    for (size_t p = 0; p < order.size(); ++p) order[p] = static_cast<int64_t>(p);
    if (settings_.shuffled)
      for (size_t p = order.size(); p > 1; --p)
        std::swap(order[p - 1], order[static_cast<size_t>(loop.random.below(static_cast<int64_t>(p)))]);
    const double most = settings_.fraction * static_cast<double>(loop.problem.num_spins);
    double taken = 0.0;
    size_t count = 0;
    while (count < order.size() && taken <= most) {
      taken += static_cast<double>(weiss::bundled::part_of(parts, order[count]).count);
      ++count;
    }
    order.resize(count);
    return order;
  }

  bool draws(const SubProblem& part) const noexcept {
    return settings_.accept == Accept::heat_bath && part.view().num_spins <= weiss::bundled::kMostTabled;
  }
  int32_t samples() const noexcept { return settings_.accept == Accept::heat_bath ? settings_.samples : 1; }

  void one(Loop& loop, const PartMembers& members, Search& search) {
    const SubProblem part(problems_, loop.problem, members, search.spins(), &loop.run);
    ++loop.solved;
    if (draws(part)) {
      loop.run.spend(part.couplings());
      loop.run.count("sub-problems");
      draw(loop, part, search);
    } else {
      const weiss_outcome outcome = subsolver_.solve(loop.run, part, loop.stream++, samples());
      decide(loop, part, outcome, search);
    }
  }

  // All against the same state; each is then judged by what it changes in the state that the earlier ones
  // have left.
  void together(Loop& loop, const weiss_parts& parts, const std::vector<int64_t>& selected, Search& search) {
    std::vector<SubProblem> problems;
    for (const int64_t p : selected) {
      if (exhausted(loop) || loop.run.should_stop()) break;
      problems.emplace_back(problems_, loop.problem, weiss::bundled::part_of(parts, p), search.spins(), &loop.run);
      ++loop.solved;
    }
    if (!problems.empty() &&
        std::all_of(problems.begin(), problems.end(), [&](const auto& p) { return draws(p); })) {
      for (const SubProblem& part : problems) {
        loop.run.spend(part.couplings());
        loop.run.count("sub-problems");
        draw(loop, part, search);
      }
      return;
    }
    const auto& outcomes = subsolver_.solve_many(loop.run, problems, loop.stream, samples());
    loop.stream += problems.size();
    for (size_t k = 0; k < problems.size(); ++k) decide(loop, problems[k], outcomes[k], search);
  }

  void draw(Loop& loop, const SubProblem& part, Search& search) {
    drawn_.resize(part.members().size());
    const double now = temperature(loop);
    if (now <= 0.0) return;
    weiss::bundled::draw_state(part.view(), now, loop.random.uniform(), table_, drawn_.data());
    loop.run.spend(part.view().num_spins << part.view().num_spins);
    change_.make(loop.run, part.members(), drawn_.data(), search);
    loop.run.count("accepted");
  }

  void decide(Loop& loop, const SubProblem& part, const weiss_outcome& outcome, Search& search) {
    if (!outcome.spins || outcome.num_samples == 0) return;
    const double now = temperature(loop);
    if (settings_.accept == Accept::heat_bath && now > 0.0) {
      const int64_t k =
          weiss::bundled::draw_boltzmann(outcome.energies, outcome.num_samples, now, loop.random.uniform());
      change_.make(loop.run, part.members(), outcome.samples + k * part.view().num_spins, search);
      loop.run.count("accepted");
      return;
    }
    const double change = change_.make(loop.run, part.members(), outcome.spins, search);
    const bool kept = settings_.accept == Accept::always || change <= 0.0 ||
                      (settings_.accept == Accept::metropolis && now > 0.0 &&
                       loop.random.uniform() < std::exp(-change / now));
    if (kept)
      loop.run.count("accepted");
    else
      change_.undo(loop.run, search);
  }

  void refine(Loop& loop, Search& search, int64_t parts) {
    if (settings_.refine == Refine::none || parts == 0) return;
    if (settings_.refine == Refine::descent) {
      descend(loop.run, search);
      return;
    }
    const Array<int8_t> state(search.spins(), search.spins() + loop.problem.num_spins, host_);
    search.set(state.data());  // forgets better states of before, which were left on purpose
    weiss_tabu_params params = sized<weiss_tabu_params>();
    params.max_steps = parts * (settings_.refine_steps > 0 ? settings_.refine_steps : loop.problem.num_spins);
    params.max_idle = params.max_steps;
    params.seed = loop.run.stream(kTabu) + static_cast<uint64_t>(loop.tabu_calls++);
    loop.run.count("flips", search.tabu(loop.run, params));
    search.set(search.best_spins());
  }

  void descend(const Run& run, Search& search) {
    if (settings_.descents >= 0 && descents_ >= settings_.descents) return;
    ++descents_;
    run.count("descents");
    run.count("flips", search.descend(run));
  }

  Host host_;
  const Settings settings_;
  Problems problems_;
  const weiss_ext_search& searches_;
  Child partitioner_;
  weiss::bundled::SubSolver subsolver_;
  weiss::bundled::StateTable table_;
  std::vector<int8_t> drawn_;
  weiss::bundled::Change change_;
  int64_t descents_ = 0;  // of the present run
};

constexpr weiss::plugin::Module<SubQubo> module("weiss.subqubo", "Weiss: subqubo", "2.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_subqubo) { return &module.table; }
