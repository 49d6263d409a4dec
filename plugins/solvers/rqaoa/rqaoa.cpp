// Recursive QAOA: eliminate the spin or pair that the circuit is surest of, again and again, and enumerate
// the rest.
#include <cstring>
#include <limits>
#include <optional>
#include <weiss/ext/problem.hpp>
#include <weiss/ext/search.hpp>

#include "../../common/angles/rules.hpp"
#include "best_angles.hpp"
#include "deep_angles.hpp"

namespace {

using weiss::plugin::advanced;
using weiss::plugin::Array;
using weiss::plugin::bool_option;
using weiss::plugin::Failure;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::list_option;
using weiss::plugin::Options;
using weiss::plugin::Problems;
using weiss::plugin::Random;
using weiss::plugin::Run;
using weiss::plugin::Search;
using weiss::plugin::Sink;
using weiss::plugin::string_option;
using weiss::rqaoa::BestAngles;
using weiss::rqaoa::Circuits;
using weiss::rqaoa::ClosedForm;
using weiss::rqaoa::Cutter;
using weiss::rqaoa::DeepAngles;
using weiss::rqaoa::FixedAngles;
using weiss::rqaoa::Graph;
using weiss::rqaoa::Pick;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // the host computes it

class Rqaoa {
 public:
  static constexpr weiss::plugin::About about = {"weiss.rqaoa", "Recursive QAOA", "1.0.0",
                                                 "Eliminates the spin or pair of largest mean in a QAOA "
                                                 "state, again and again, and enumerates the rest.",
                                                 WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("depth", "Layers of the circuit.", 1, 1, 100),
      int_option("cutoff", "Spins that are left for the enumeration.", 12, 1, 30),
      string_option(
          "angles",
          "optimise: before each elimination; first: once, for the whole problem; given: those of gammas and "
          "betas.",
          "optimise", "optimise|first|given"),
      list_option("gammas", "angles=given: one for each layer. Empty: those that the run is started with.",
                  nullptr, 0, -1e300, 1e300),
      list_option("betas", "angles=given: one for each layer.", nullptr, 0, -1e300, 1e300),
      weiss::plugin::algorithm_option("optimizer",
                                      "Finds the angles of depth 2 and more; depth 1 needs none.",
                                      WEISS_KIND_OPTIMIZER, nullptr),
      int_option("max_qubits", "Most spins of a light cone, at depth 2 and more.", 20, 2, WEISS_MAX_QUBITS),
      bool_option(
          "descend",
          "Descend from the state found, and report the minimum as a second sample. Off, the method is pure.",
          false)};

  Rqaoa(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        search_(weiss::plugin::search_table(host)),
        depth_(static_cast<int32_t>(options.integer("depth"))),
        max_qubits_(static_cast<int32_t>(options.integer("max_qubits"))),
        cutoff_(static_cast<int32_t>(options.integer("cutoff"))),
        follow_(std::strcmp(options.text("angles"), "optimise") == 0),
        given_(std::strcmp(options.text("angles"), "given") == 0),
        descend_(options.boolean("descend")),
        gammas_(options.list("gammas")),
        betas_(options.list("betas")) {
    if (gammas_.size() != betas_.size() ||
        (!gammas_.empty() && gammas_.size() != static_cast<size_t>(depth_)))
      throw Failure(WEISS_E_OPTION, "option \"gammas\" has " + std::to_string(gammas_.size()) +
                                        " angles, \"betas\" has " + std::to_string(betas_.size()) +
                                        "; give one of each for each layer, which are " +
                                        std::to_string(depth_));
    if (depth_ > 1 && !given_) optimizer_.emplace(host, options.choice("optimizer"));
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) {
    Graph graph(host_, problem);
    run.spend(problem.num_entries);
    Random ties(run.stream(0));
    if (graph.num_active() > cutoff_) {
      if (depth_ == 1)
        recurse(graph, input, run, sink, ties);
      else
        recurse_deep(graph, problem, input, run, sink, ties);
    }

    Array<int8_t> state(static_cast<size_t>(problem.num_spins), int8_t{1}, host_);
    for (int32_t i = 0; i < graph.num_spins(); ++i)
      if (graph.free(i) && ties.below(2) == 0) state[static_cast<size_t>(i)] = -1;
    finish(graph, run, state);
    graph.lift(state.data());
    if (sink.report(state.data(), kUnknown) || !descend_) return;

    Search search(search_, problem.problem);
    search.set(state.data());
    run.spend(problem.num_entries);
    run.count("flips", search.descend(run));
    sink.report(search.best_spins(), search.best_energy(), "descent");
  }

 private:
  // The enumeration, or after an early end what a descent from a random state finds for the spins that are
  // left.
  void finish(const Graph& graph, const Run& run, Array<int8_t>& state) const {
    Cutter cutter(host_, graph);
    const Array<int32_t> members = cutter.active();
    const auto rest = cutter.cut(members, members.size()).problem(problems_);
    Array<int8_t> spins(members.size(), int8_t{1}, host_);
    if (graph.num_active() <= cutoff_) {
      double energy = 0.0;
      int32_t complete = 0;
      weiss::plugin::call(search_.enumerate, rest.get(), run.table(), spins.data(), &energy, &complete);
    } else {
      Search search(search_, rest.get());
      search.set_random(run.stream(1));
      search_.descend(search.get(), nullptr);  // the run would stop it at once
      run.spend(2 * static_cast<int64_t>(graph.num_edges()));
      std::copy_n(search.best_spins(), spins.size(), spins.begin());
    }
    for (size_t k = 0; k < members.size(); ++k) state[static_cast<size_t>(members[k])] = spins[k];
  }

  void recurse(Graph& graph, const weiss_solver_input& input, const Run& run, const Sink& sink,
               Random& ties) const {
    std::vector<double> angles;  // of the first round
    if (given_) {
      angles = given(input);
    } else {
      ClosedForm<BestAngles::kWindow> means(host_, graph, run);
      BestAngles best(graph, means, run);
      best.find();
      if (run.should_stop()) return;
      angles = {best.gamma(), best.beta()};
      if (follow_) {
        sink.parameters(2, angles.data());
        return eliminate(graph, means, best, run, ties);
      }
    }
    sink.parameters(2, angles.data());
    ClosedForm<1> means(host_, graph, run);
    FixedAngles fixed(graph, means, angles[0], angles[1]);
    eliminate(graph, means, fixed, run, ties);
  }

  void recurse_deep(Graph& graph, const weiss_problem_view& problem, const weiss_solver_input& input,
                    const Run& run, const Sink& sink, Random& ties) {
    std::vector<double> first(2 * static_cast<size_t>(depth_));
    if (given_)
      first = given(input);
    else
      weiss::bundled::TableAngles(depth_).write(weiss::bundled::EnergyScale(problem), first.data());
    Circuits circuits(host_, problems_, graph, run, depth_, max_qubits_);
    const auto search = given_    ? weiss::rqaoa::Search::never
                        : follow_ ? weiss::rqaoa::Search::each_time
                                  : weiss::rqaoa::Search::once;
    DeepAngles angles(graph, circuits, first, optimizer_ ? &*optimizer_ : nullptr, search, cutoff_, run);
    angles.follow();
    if (run.should_stop()) return;
    sink.parameters(2 * depth_, angles.angles().data());
    eliminate(graph, circuits, angles, run, ties);
  }

  std::vector<double> given(const weiss_solver_input& input) const {
    std::vector<double> angles = gammas_;
    angles.insert(angles.end(), betas_.begin(), betas_.end());
    if (angles.empty() && input.num_parameters == 2 * depth_)
      angles.assign(input.parameters, input.parameters + input.num_parameters);
    if (angles.empty())
      throw Failure(WEISS_E_OPTION,
                    "angles=given needs options \"gammas\" and \"betas\", or a run that starts with " +
                        std::to_string(2 * depth_) + " parameters");
    return angles;
  }

  template <class Means, class Angles>
  void eliminate(Graph& graph, Means& means, Angles& angles, const Run& run, Random& ties) const {
    const double all = graph.num_active() - cutoff_;
    for (int64_t k = 0; graph.num_active() > cutoff_ && !run.should_stop(); ++k) {
      angles.follow();
      if (run.should_stop()) break;
      const Pick pick = weiss::rqaoa::settled(graph, angles.strongest(ties), ties);
      const int8_t sign = pick.mean < 0.0 ? int8_t{-1} : int8_t{1};
      if (pick.pair) {
        const weiss::rqaoa::Edge edge = graph.edge(pick.index);
        const bool longer = graph.row(edge.a).size() >= graph.row(edge.b).size();
        means.merge(longer ? edge.a : edge.b, longer ? edge.b : edge.a, sign);
      } else {
        means.fix(pick.index, sign);
      }
      means.pay_for_choice();
      run.count("eliminations");
      if (k % 64 == 0) run.progress(1.0 - (graph.num_active() - cutoff_) / all);
    }
  }

  Host host_;
  Problems problems_;
  const weiss_ext_search& search_;
  int32_t depth_, max_qubits_, cutoff_;
  bool follow_, given_, descend_;
  std::vector<double> gammas_, betas_;
  std::optional<weiss::plugin::Child> optimizer_;
};

constexpr weiss::plugin::Module<Rqaoa> module("weiss.rqaoa", "Weiss: rqaoa", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_rqaoa) { return &module.table; }
