// weiss::Problem: build, read, evaluate, transform, write.
#ifndef WEISS_EMBED_PROBLEM_HPP
#define WEISS_EMBED_PROBLEM_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "../io.h"
#include "../problem.h"
#include "base.hpp"
#include "context.hpp"

namespace weiss {
inline namespace embed {

// Quadratic terms (row[k], column[k], value[k]), 0-based; value empty: all 1.
struct Terms {
  std::vector<std::int32_t> row;
  std::vector<std::int32_t> column;
  std::vector<double> value;
};

class Reduction;

class Problem {
 public:
  explicit Problem(weiss_problem* owned) noexcept : handle_(owned) {}
  Problem(const Context& context, const weiss_problem_data& data)
      : Problem(made([&](weiss_problem** out, weiss_error* error) {
          return weiss_problem_create(context.get(), &data, out, error);
        })) {}

  // The three origins in their usual sense; repeated pairs add up.
  static Problem ising(const Context& context, const std::vector<double>& field, const Terms& terms) {
    return from_terms(context, WEISS_ORIGIN_ISING, static_cast<std::int64_t>(field.size()), terms, &field);
  }
  static Problem qubo(const Context& context, std::int64_t num_variables, const Terms& terms) {
    return from_terms(context, WEISS_ORIGIN_QUBO, num_variables, terms, nullptr);
  }
  static Problem maxcut(const Context& context, std::int64_t num_nodes, const Terms& edges) {
    return from_terms(context, WEISS_ORIGIN_MAXCUT, num_nodes, edges, nullptr);
  }

  static Problem read(const Context& context, const std::string& path,
                      const weiss_read_options& options = detail::make<weiss_read_options>()) {
    return made([&](weiss_problem** out, weiss_error* error) {
      return weiss_problem_read_file(context.get(), path.c_str(), &options, out, error);
    });
  }
  static Problem parse(const Context& context, const std::string& text,
                       const weiss_read_options& options = detail::make<weiss_read_options>()) {
    return made([&](weiss_problem** out, weiss_error* error) {
      return weiss_problem_read_memory(context.get(), text.data(), text.size(), nullptr, &options, out,
                                       error);
    });
  }
  // format: null by the extension of path.
  void write(const std::string& path, const char* format = nullptr) const {
    auto options = detail::make<weiss_write_options>();
    options.format = format;
    write(path, options);
  }
  void write(const std::string& path, const weiss_write_options& options) const {
    detail::check([&](weiss_error* error) {
      return weiss_problem_write_file(get(), path.c_str(), &options, error);
    });
  }
  std::string to_text(const char* format) const {
    auto options = detail::make<weiss_write_options>();
    options.format = format;
    return to_text(options);
  }
  std::string to_text(const weiss_write_options& options) const {
    std::string text;
    detail::check([&](weiss_error* error) {
      return weiss_problem_write(get(), &options, detail::append_text, &text, error);
    });
    return text;
  }

  void update(const weiss_problem_data& data) {
    detail::check([&](weiss_error* error) { return weiss_problem_update(get(), &data, error); });
  }

  weiss_problem* get() const noexcept { return handle_.get(); }
  std::int64_t num_spins() const noexcept { return weiss_problem_num_spins(get()); }
  weiss_problem_view view() const {
    auto view = detail::make<weiss_problem_view>();
    detail::check([&](weiss_error* error) { return weiss_problem_get_view(get(), &view, error); });
    return view;
  }
  weiss_problem_info info() const {
    auto info = detail::make<weiss_problem_info>();
    detail::check([&](weiss_error* error) { return weiss_problem_get_info(get(), &info, error); });
    return info;
  }

  // Energies of states that lie one after another.
  std::vector<double> energies(const std::vector<std::int8_t>& spins) const {
    const auto n = static_cast<std::size_t>(num_spins());
    detail::require(n > 0 && spins.size() % n == 0, "spins must hold num_spins entries for each state");
    std::vector<double> energies(spins.size() / n);
    detail::check([&](weiss_error* error) {
      return weiss_problem_energies(get(), static_cast<std::int64_t>(energies.size()), spins.data(),
                                    energies.data(), error);
    });
    return energies;
  }
  double energy(const std::vector<std::int8_t>& spins) const {
    require_size(spins.size(), "spins must hold num_spins entries");
    double energy = 0.0;
    detail::check([&](weiss_error* error) {
      return weiss_problem_energies(get(), 1, spins.data(), &energy, error);
    });
    return energy;
  }
  // The couplings times vectors: entry k of spin i lies at [i * count + k] of x and of what is returned.
  std::vector<double> multiply(const std::vector<double>& x, std::int64_t count = 1) const {
    detail::require(count >= 1 && static_cast<std::int64_t>(x.size()) / count == num_spins() &&
                        static_cast<std::int64_t>(x.size()) % count == 0,
                    "x must hold num_spins entries for each vector");
    std::vector<double> y(x.size());
    detail::check([&](weiss_error* error) {
      return weiss_problem_multiply(get(), count, x.data(), y.data(), error);
    });
    return y;
  }
  double objective(double energy) const noexcept { return weiss_problem_objective(get(), energy); }
  double energy_of(double objective) const noexcept { return weiss_problem_energy_of(get(), objective); }

  // ---- transformations ----
  Problem clamp(const std::vector<std::int32_t>& members, const std::vector<std::int8_t>& spins,
                bool with_offset = true) const {
    require_size(spins.size(), "spins must hold num_spins entries");
    return clamped(members, spins.data(), nullptr, with_offset);
  }
  Problem clamp(const std::vector<std::int32_t>& members, const std::vector<double>& mean_spins,
                bool with_offset = true) const {
    require_size(mean_spins.size(), "mean_spins must hold num_spins entries");
    return clamped(members, nullptr, mean_spins.data(), with_offset);
  }
  // sign empty: all +1.
  Problem contract(std::int64_t num_groups, const std::vector<std::int32_t>& group,
                   const std::vector<std::int8_t>& sign = {}) const {
    require_size(group.size(), "group must hold num_spins entries");
    if (!sign.empty()) require_size(sign.size(), "sign must hold num_spins entries");
    return made([&](weiss_problem** out, weiss_error* error) {
      return weiss_problem_contract(get(), nullptr, num_groups, group.data(), sign.empty() ? nullptr : sign.data(),
                                    out, error);
    });
  }
  // The component of each spin, and their number.
  std::pair<std::vector<std::int32_t>, std::int64_t> components() const {
    std::pair<std::vector<std::int32_t>, std::int64_t> result(static_cast<std::size_t>(num_spins()), 0);
    detail::check([&](weiss_error* error) {
      return weiss_problem_components(get(), result.first.data(), &result.second, error);
    });
    return result;
  }
  Reduction reduce() const;

 private:
  template <class Make>
  static Problem made(const Make& make) {
    weiss_problem* problem = nullptr;
    detail::check([&](weiss_error* error) { return make(&problem, error); });
    return Problem(problem);
  }
  static Problem from_terms(const Context& context, std::int32_t origin, std::int64_t num_spins,
                            const Terms& terms, const std::vector<double>* linear) {
    detail::require(terms.row.size() == terms.column.size() &&
                        (terms.value.empty() || terms.value.size() == terms.row.size()),
                    "row, column and value must have the same length");
    auto data = detail::make<weiss_problem_data>();
    data.origin = origin;
    data.num_spins = num_spins;
    data.num_terms = static_cast<std::int64_t>(terms.row.size());
    data.row = terms.row.data();
    data.column = terms.column.data();
    data.value = terms.value.empty() ? nullptr : terms.value.data();
    data.linear = linear ? linear->data() : nullptr;
    return Problem(context, data);
  }
  Problem clamped(const std::vector<std::int32_t>& members, const std::int8_t* spins,
                  const double* mean_spins, bool with_offset) const {
    return made([&](weiss_problem** out, weiss_error* error) {
      return weiss_problem_clamp(get(), nullptr, static_cast<std::int64_t>(members.size()), members.data(), spins,
                                 mean_spins, with_offset, out, error);
    });
  }
  void require_size(std::size_t size, const char* rule) const {
    detail::require(static_cast<std::int64_t>(size) == num_spins(), rule);
  }

  detail::Handle<weiss_problem, weiss_problem_destroy> handle_;
};

// A problem without the spins that can be decided exactly, and the way back.
class Reduction {
 public:
  explicit Reduction(const Problem& problem) : problem_(nullptr), num_spins_(problem.num_spins()) {
    weiss_problem* reduced = nullptr;
    weiss_reduction* reduction = nullptr;
    detail::check([&](weiss_error* error) {
      return weiss_problem_reduce(problem.get(), nullptr, &reduced, &reduction, error);
    });
    problem_ = Problem(reduced);
    handle_.reset(reduction);
  }

  const Problem& problem() const noexcept { return problem_; }
  weiss_reduction_info info() const {
    auto info = detail::make<weiss_reduction_info>();
    detail::check([&](weiss_error* error) { return weiss_reduction_get_info(handle_.get(), &info, error); });
    return info;
  }
  std::vector<std::int8_t> lift(const std::vector<std::int8_t>& reduced_spins) const {
    detail::require(static_cast<std::int64_t>(reduced_spins.size()) == problem_.num_spins(),
                    "reduced_spins must hold an entry for each spin of the reduced problem");
    std::vector<std::int8_t> spins(static_cast<std::size_t>(num_spins_));
    weiss_reduction_lift(handle_.get(), reduced_spins.data(), spins.data());
    return spins;
  }
  // The kept spins of a state of the problem: lifted again, its energy is not higher than before.
  std::vector<std::int8_t> restrict(const std::vector<std::int8_t>& spins) const {
    detail::require(static_cast<std::int64_t>(spins.size()) == num_spins_,
                    "spins must hold an entry for each spin of the problem");
    std::vector<std::int8_t> reduced_spins(static_cast<std::size_t>(problem_.num_spins()));
    weiss_reduction_restrict(handle_.get(), spins.data(), reduced_spins.data());
    return reduced_spins;
  }

 private:
  Problem problem_;
  detail::Handle<weiss_reduction, weiss_reduction_destroy> handle_;
  std::int64_t num_spins_;
};

inline Reduction Problem::reduce() const { return Reduction(*this); }

// ---- solutions ----
inline std::vector<std::int8_t> read_solution(const std::string& path, std::int64_t num_spins) {
  std::vector<std::int8_t> spins(static_cast<std::size_t>(num_spins));
  detail::check([&](weiss_error* error) {
    return weiss_solution_read_file(path.c_str(), num_spins, spins.data(), error);
  });
  return spins;
}
inline void write_solution(const std::string& path, const std::vector<std::int8_t>& spins) {
  detail::check([&](weiss_error* error) {
    return weiss_solution_write_file(path.c_str(), static_cast<std::int64_t>(spins.size()), spins.data(),
                                     error);
  });
}

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_PROBLEM_HPP
