// Some spins of a graph as a problem of their own.
#pragma once

#include <tuple>
#include <weiss/ext/problem.hpp>

#include "graph.hpp"

namespace weiss {
namespace rqaoa {

// The energy of some spins, which are numbered by their place among them. Equal parts compare equal.
struct Part {
  explicit Part(const plugin::Host& host) : row(host), column(host), value(host), field(host) {}
  plugin::Array<int32_t> row, column;
  plugin::Array<double> value, field;

  bool operator<(const Part& other) const {
    return std::tie(field, row, column, value) < std::tie(other.field, other.row, other.column, other.value);
  }
  plugin::OwnedProblem problem(const plugin::Problems& problems) const {
    weiss_problem_data data = plugin::sized<weiss_problem_data>();
    data.num_spins = static_cast<int64_t>(field.size());
    data.num_terms = static_cast<int64_t>(value.size());
    data.row = row.data();
    data.column = column.data();
    data.value = value.data();
    data.linear = field.data();
    return problems.create(data);
  }
};

// Cuts parts out of a graph.
class Cutter {
 public:
  Cutter(const plugin::Host& host, const Graph& graph)
      : host_(host), graph_(graph), number_(static_cast<size_t>(graph.num_spins()), kNone, host) {}

  // The first inner members with their fields and all their couplings, which lead to no other spins; the
  // others have neither fields nor couplings among each other.
  Part cut(const plugin::Array<int32_t>& members, size_t inner) {
    Part part(host_);
    for (size_t k = 0; k < members.size(); ++k) number_[at(members[k])] = static_cast<int32_t>(k);
    for (size_t k = 0; k < inner; ++k) {
      for (const Link link : graph_.row(members[k])) {
        if (number_[at(link.spin)] < static_cast<int32_t>(k)) continue;
        part.row.push_back(static_cast<int32_t>(k));
        part.column.push_back(number_[at(link.spin)]);
        part.value.push_back(graph_.edge(link.edge).value);
      }
      part.field.push_back(graph_.field(members[k]));
    }
    part.field.resize(members.size(), 0.0);
    for (const int32_t member : members) number_[at(member)] = kNone;
    return part;
  }

  // All spins that are left and not free.
  plugin::Array<int32_t> active() const {
    plugin::Array<int32_t> members(host_);
    for (int32_t i = 0; i < graph_.num_spins(); ++i)
      if (graph_.active(i)) members.push_back(i);
    return members;
  }

 private:
  static constexpr int32_t kNone = -1;
  static size_t at(int32_t index) noexcept { return static_cast<size_t>(index); }

  const plugin::Host host_;
  const Graph& graph_;
  plugin::Array<int32_t> number_;  // of the members at hand
};

}  // namespace rqaoa
}  // namespace weiss
