// Recursive QAOA: eliminate the spin or pair that the circuit is surest of, again and again, and enumerate the rest.
#include <cstring>
#include <limits>

#include <weiss/ext/problem.hpp>
#include <weiss/ext/search.hpp>

#include "best_angles.hpp"

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
using weiss::plugin::sized;
using weiss::plugin::string_option;
using weiss::rqaoa::BestAngles;
using weiss::rqaoa::ClosedForm;
using weiss::rqaoa::FixedAngles;
using weiss::rqaoa::Graph;
using weiss::rqaoa::Pick;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();  // the host computes it

// The spins that are left, as a problem of their own.
class Rest {
 public:
  Rest(const Host& host, const Problems& problems, const Graph& graph)
      : members_(host), problem_(nullptr, problems.table().destroy) {
    Array<int32_t> number(static_cast<size_t>(graph.num_spins()), 0, host);
    Array<double> field(host);
    for (int32_t i = 0; i < graph.num_spins(); ++i) {
      if (!graph.active(i)) continue;
      number[static_cast<size_t>(i)] = static_cast<int32_t>(members_.size());
      members_.push_back(i);
      field.push_back(graph.field(i));
    }
    Array<int32_t> row(host), column(host);
    Array<double> value(host);
    for (int32_t e = 0; e < graph.num_edges(); ++e) {
      if (graph.edge(e).value == 0.0) continue;
      row.push_back(number[static_cast<size_t>(graph.edge(e).a)]);
      column.push_back(number[static_cast<size_t>(graph.edge(e).b)]);
      value.push_back(graph.edge(e).value);
    }
    weiss_problem_data data = sized<weiss_problem_data>();
    data.num_spins = static_cast<int64_t>(members_.size());
    data.num_terms = static_cast<int64_t>(value.size());
    data.row = row.data();
    data.column = column.data();
    data.value = value.data();
    data.linear = field.data();
    problem_ = problems.create(data);
  }
  const weiss_problem* problem() const noexcept { return problem_.get(); }
  size_t size() const noexcept { return members_.size(); }
  void place(const int8_t* spins, int8_t* state) const noexcept {
    for (size_t k = 0; k < members_.size(); ++k) state[members_[k]] = spins[k];
  }

 private:
  Array<int32_t> members_;
  weiss::plugin::OwnedProblem problem_;
};

class Rqaoa {
 public:
  static constexpr weiss::plugin::About about = {
      "weiss.rqaoa", "Recursive QAOA", "1.0.0",
      "Eliminates the spin or pair of largest mean in a QAOA state, again and again, and enumerates the rest.",
      WEISS_CAP_DETERMINISTIC | WEISS_CAP_ANY_THREAD};
  static constexpr weiss_option_info option_infos[] = {
      int_option("cutoff", "Spins that are left for the enumeration.", 12, 1, 30),
      string_option("angles",
                    "optimise: before each elimination; first: once, for the whole problem; given: those of gammas and "
                    "betas.",
                    "optimise", "optimise|first|given"),
      list_option("gammas", "angles=given: in radians. Empty: those that the run is started with.", nullptr, 0,
                  -1e300, 1e300),
      list_option("betas", "angles=given: in radians, as many as gammas.", nullptr, 0, -1e300, 1e300),
      bool_option("descend",
                  "Descend from the state found, and report the minimum as a second sample. Off, the method is pure.",
                  false)};

  Rqaoa(const Host& host, const Options& options)
      : host_(host),
        problems_(host),
        search_(weiss::plugin::search_table(host)),
        cutoff_(static_cast<int32_t>(options.integer("cutoff"))),
        follow_(std::strcmp(options.text("angles"), "optimise") == 0),
        given_(std::strcmp(options.text("angles"), "given") == 0),
        descend_(options.boolean("descend")),
        gammas_(options.list("gammas")),
        betas_(options.list("betas")) {
    if (gammas_.size() != betas_.size())
      throw Failure(WEISS_E_OPTION, "option \"betas\" has " + std::to_string(betas_.size()) +
                                        " angles, \"gammas\" has " + std::to_string(gammas_.size()) +
                                        "; give one of each for each layer");
  }

  void solve(const weiss_problem_view& problem, const weiss_solver_input& input, const Run& run,
             const Sink& sink) const {
    Graph graph(host_, problem);
    run.spend(problem.num_entries);
    Random ties(run.stream(0));
    recurse(graph, input, run, sink, ties);

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
  // The enumeration, or after an early end what a descent from a random state finds for the spins that are left.
  void finish(const Graph& graph, const Run& run, Array<int8_t>& state) const {
    const Rest rest(host_, problems_, graph);
    if (graph.num_active() <= cutoff_) {
      Array<int8_t> spins(rest.size(), int8_t{1}, host_);
      double energy = 0.0;
      int32_t complete = 0;
      weiss::plugin::call(search_.enumerate, rest.problem(), run.table(), spins.data(), &energy, &complete);
      rest.place(spins.data(), state.data());
    } else {
      Search search(search_, rest.problem());
      search.set_random(run.stream(1));
      search_.descend(search.get(), nullptr);  // the run would stop it at once
      run.spend(2 * static_cast<int64_t>(graph.num_edges()));
      rest.place(search.best_spins(), state.data());
    }
  }

  void recurse(Graph& graph, const weiss_solver_input& input, const Run& run, const Sink& sink,
               Random& ties) const {
    if (graph.num_active() <= cutoff_) return;
    double angles[2];  // of the first round
    if (given_) {
      take_given(input, angles);
    } else {
      ClosedForm<BestAngles::kWindow> means(host_, graph, run);
      BestAngles best(graph, means, run);
      best.find();
      if (run.should_stop()) return;
      angles[0] = best.gamma();
      angles[1] = best.beta();
      if (follow_) {
        sink.parameters(2, angles);
        return eliminate(graph, means, best, run, ties);
      }
    }
    sink.parameters(2, angles);
    ClosedForm<1> means(host_, graph, run);
    FixedAngles fixed(graph, means, angles[0], angles[1]);
    eliminate(graph, means, fixed, run, ties);
  }

  void take_given(const weiss_solver_input& input, double* angles) const {
    if (!gammas_.empty()) {
      angles[0] = gammas_[0];
      angles[1] = betas_[0];
    } else if (input.num_parameters == 2) {
      std::copy_n(input.parameters, 2, angles);
    } else {
      throw Failure(WEISS_E_OPTION,
                    "angles=given needs options \"gammas\" and \"betas\", or a run that starts with parameters");
    }
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
  int32_t cutoff_;
  bool follow_, given_, descend_;
  std::vector<double> gammas_, betas_;
};

constexpr weiss::plugin::Module<Rqaoa> module("weiss.rqaoa", "Weiss: rqaoa", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(solver_rqaoa) { return &module.table; }
