// Means and energies of any depth by simulation. In a circuit of p layers the mean of a spin or pair depends
// only on its light cone, the spins within p couplings of it: each cone is a circuit of its own, cones with
// equal coefficients are one, and once all that is left has room in a register that is the only one.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>
#include <weiss/ext/statevector.hpp>

#include "part.hpp"
#include "strongest.hpp"

namespace weiss {
namespace rqaoa {

class Circuits {
 public:
  Circuits(const plugin::Host& host, const plugin::Problems& problems, Graph& graph, const plugin::Run& run,
           int32_t depth, int32_t max_qubits)
      : host_(host),
        problems_(problems),
        graph_(graph),
        run_(run),
        depth_(depth),
        max_qubits_(max_qubits),
        cutter_(host, graph),
        level_(static_cast<size_t>(graph.num_spins()), kOutside, host),
        pair_means_(host),
        spin_means_(host),
        strongest_pairs_(host),
        strongest_spins_(host),
        merged_(host),
        neighbours_(host) {}

  int32_t depth() const noexcept { return depth_; }

  // Sets up the circuits of the graph as it is.
  void collect() {
    graph_.compact();
    evaluators_.clear();  // they look at the problem that they had last
    circuits_.clear();
    if (graph_.num_active() <= max_qubits_)
      collect_whole();
    else
      collect_cones();
  }
  // <E> without the offset; keeps the means that it comes from. False: the run says stop.
  bool energy(const double* angles, double* value) {
    pair_means_.assign(static_cast<size_t>(graph_.num_edges()), 0.0);
    spin_means_.assign(static_cast<size_t>(graph_.num_spins()), 0.0);
    *value = 0.0;
    for (const auto& [part, circuit] : circuits_)
      if (!measure(circuit, angles, value)) return false;
    run_.count("circuits", static_cast<int64_t>(circuits_.size()));
    return true;
  }
  // Of the last energy.
  Pick strongest(plugin::Random& ties) noexcept {
    strongest_pairs_.reset(graph_.num_edges());
    strongest_spins_.reset(graph_.num_spins());
    return rqaoa::strongest(strongest_pairs_, {pair_means_.data(), pair_means_.data(), 1.0, 0.0},
                            strongest_spins_, {spin_means_.data(), spin_means_.data(), 1.0, 0.0}, ties);
  }

  // s_drop = sign s_keep; s_spin = sign.
  void merge(int32_t keep, int32_t drop, int8_t sign) { graph_.merge(keep, drop, sign, merged_); }
  void fix(int32_t spin, int8_t sign) { graph_.fix(spin, sign, neighbours_); }
  void pay_for_choice() const noexcept { run_.spend(graph_.num_edges() + 1); }

 private:
  static constexpr int32_t kOutside = -1;

  // A mean to be read off a circuit: of a spin of the graph, or with b of an edge.
  struct Target {
    int32_t index;
    int32_t a, b;  // qubits
  };
  struct Circuit {
    explicit Circuit(plugin::OwnedProblem owned) : problem(std::move(owned)) {}
    plugin::OwnedProblem problem;
    std::vector<Target> pairs, spins;
  };
  using Evaluators = std::map<size_t, plugin::Qaoa>;

  static size_t at(int32_t index) noexcept { return static_cast<size_t>(index); }

  Circuit& circuit_of(Part part) {
    const auto found = circuits_.find(part);
    if (found != circuits_.end()) return found->second;
    Circuit circuit(part.problem(problems_));
    return circuits_.emplace(std::move(part), std::move(circuit)).first->second;
  }

  void collect_whole() {
    const plugin::Array<int32_t> members = cutter_.active();
    Circuit& circuit = circuit_of(cutter_.cut(members, members.size()));
    std::vector<int32_t> qubit(static_cast<size_t>(graph_.num_spins()), 0);
    for (size_t k = 0; k < members.size(); ++k) {
      qubit[at(members[k])] = static_cast<int32_t>(k);
      if (graph_.field(members[k]) != 0.0) circuit.spins.push_back({members[k], static_cast<int32_t>(k), 0});
    }
    for (int32_t e = 0; e < graph_.num_edges(); ++e)
      circuit.pairs.push_back({e, qubit[at(graph_.edge(e).a)], qubit[at(graph_.edge(e).b)]});
  }
  void collect_cones() {
    for (int32_t e = 0; e < graph_.num_edges(); ++e)
      circuit_of(cone({graph_.edge(e).a, graph_.edge(e).b})).pairs.push_back({e, 0, 1});
    for (int32_t i = 0; i < graph_.num_spins(); ++i)
      if (graph_.field(i) != 0.0) circuit_of(cone({i})).spins.push_back({i, 0, 0});
  }

  // The centre and all that is within depth couplings of it, nearest first. The last layer is the first to
  // act on the centre, so of the farthest ones only the couplings with nearer ones matter.
  Part cone(std::initializer_list<int32_t> centre) {
    plugin::Array<int32_t> members(centre.begin(), centre.end(), host_);
    for (const int32_t i : centre) level_[at(i)] = 0;
    size_t inner = 0;
    for (size_t k = 0; k < members.size(); ++k) {
      const int32_t level = level_[at(members[k])];
      if (level == depth_) break;
      inner = k + 1;
      const size_t first = members.size();
      for (const Link link : graph_.row(members[k])) {
        if (level_[at(link.spin)] != kOutside) continue;
        level_[at(link.spin)] = level + 1;
        members.push_back(link.spin);
        run_.spend(1);
      }
      sort_by_coupling(members[k], members.begin() + static_cast<std::ptrdiff_t>(first), members.end());
    }
    for (const int32_t member : members) level_[at(member)] = kOutside;
    if (members.size() > static_cast<size_t>(max_qubits_)) refuse(members.size());
    return cutter_.cut(members, inner);
  }
  // So that cones that differ by the numbers of their spins alone come out equal more often.
  template <class Iterator>
  void sort_by_coupling(int32_t spin, Iterator begin, Iterator end) const {
    const Row& row = graph_.row(spin);
    const auto coupling = [&](int32_t other) {
      const auto found = std::lower_bound(
          row.begin(), row.end(), other, [](const Link& link, int32_t wanted) { return link.spin < wanted; });
      return graph_.edge(found->edge).value;
    };
    std::sort(begin, end, [&](int32_t x, int32_t y) {
      return std::make_tuple(coupling(x), graph_.field(x), x) <
             std::make_tuple(coupling(y), graph_.field(y), y);
    });
  }
  [[noreturn]] void refuse(size_t size) const {
    throw plugin::Failure(WEISS_E_LIMIT, "depth " + std::to_string(depth_) + " needs the light cone of " +
                                             std::to_string(size) + " spins, with " +
                                             std::to_string(graph_.num_active()) +
                                             " spins left; \"max_qubits\" is " + std::to_string(max_qubits_) +
                                             ": raise it, or take depth 1, which has no such limit");
  }

  bool measure(const Circuit& circuit, const double* angles, double* value) {
    const auto n = static_cast<size_t>(problems_.view(circuit.problem.get()).num_spins);
    plugin::Qaoa& qaoa = evaluator(n, circuit.problem.get());
    if (!qaoa.prepare(run_, depth_, angles)) return false;
    if (!circuit.pairs.empty()) {
      moments_.resize(n * n);
      qaoa.correlations(moments_.data());
      for (const Target target : circuit.pairs) {
        const double mean = moments_[at(target.a) * n + at(target.b)];
        pair_means_[at(target.index)] = mean;
        *value += graph_.edge(target.index).value * mean;
      }
    }
    if (!circuit.spins.empty()) {
      moments_.resize(n);
      qaoa.marginals(moments_.data());
      for (const Target target : circuit.spins) {
        spin_means_[at(target.index)] = moments_[at(target.a)];
        *value += graph_.field(target.index) * moments_[at(target.a)];
      }
    }
    run_.spend(int64_t{1} << n);
    return !run_.should_stop();
  }
  // One for each number of qubits.
  plugin::Qaoa& evaluator(size_t num_qubits, const weiss_problem* problem) {
    const auto found = evaluators_.find(num_qubits);
    if (found != evaluators_.end()) {
      found->second.set_problem(problem);
      return found->second;
    }
    weiss_qaoa_config config = plugin::sized<weiss_qaoa_config>();
    config.method = WEISS_QAOA_STATEVECTOR;
    config.threads = run_.threads();
    return evaluators_.emplace(num_qubits, plugin::Qaoa(host_, problem, config)).first->second;
  }

  const plugin::Host host_;
  const plugin::Problems& problems_;
  Graph& graph_;
  const plugin::Run run_;
  const int32_t depth_;
  const int32_t max_qubits_;
  Cutter cutter_;
  plugin::Array<int32_t> level_;  // distance from the centre of the cone at hand
  std::map<Part, Circuit> circuits_;
  Evaluators evaluators_;
  std::vector<double> moments_;
  plugin::Array<double> pair_means_, spin_means_;
  Largest strongest_pairs_, strongest_spins_;
  Merged merged_;
  plugin::Array<int32_t> neighbours_;
};

}  // namespace rqaoa
}  // namespace weiss
