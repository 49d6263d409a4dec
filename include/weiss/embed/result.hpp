// weiss::Result: what a run returned.
#ifndef WEISS_EMBED_RESULT_HPP
#define WEISS_EMBED_RESULT_HPP

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../result.h"
#include "base.hpp"

namespace weiss {
inline namespace embed {

// Samples in arrays, best first: spins one sample after another, one entry of the others for each.
struct SampleArrays {
  std::vector<std::int8_t> spins;
  std::vector<double> energies;
  std::vector<double> objectives;
  std::vector<std::int64_t> multiplicities;
};

// Pointers in the structs that it hands out are valid as long as the result.
class Result {
 public:
  explicit Result(weiss_result* owned) noexcept : handle_(owned) {}

  weiss_result* get() const noexcept { return handle_.get(); }
  weiss_result_info info() const { return fetch<weiss_result_info>(weiss_result_get_info); }
  std::int32_t reason() const noexcept { return weiss_result_reason(get()); }  // WEISS_REASON_*
  double energy() const noexcept { return weiss_result_energy(get()); }
  double objective() const noexcept { return weiss_result_objective(get()); }

  // The best state; empty without samples.
  std::vector<std::int8_t> spins() const { return copy(weiss_result_spins(get()), info().num_spins); }
  std::vector<std::int8_t> bits() const { return copy(weiss_result_bits(get()), info().num_spins); }
  std::vector<weiss_result_sample> samples() const {  // best first
    return fetch_all<weiss_result_sample>(info().num_samples, weiss_result_get_sample);
  }
  // The same, copied.
  SampleArrays sample_arrays() const {
    const weiss_result_info numbers = info();
    const auto count = static_cast<std::size_t>(numbers.num_samples);
    SampleArrays arrays{std::vector<std::int8_t>(count * static_cast<std::size_t>(numbers.num_spins)),
                        std::vector<double>(count), std::vector<double>(count), std::vector<std::int64_t>(count)};
    detail::check([&](weiss_error* error) {
      return weiss_result_samples(get(), 0, numbers.num_samples, arrays.spins.data(), arrays.energies.data(),
                                  arrays.objectives.data(), arrays.multiplicities.data(), error);
    });
    return arrays;
  }
  std::vector<weiss_result_improvement> trace() const {
    return fetch_all<weiss_result_improvement>(info().num_trace, weiss_result_get_improvement);
  }
  std::vector<double> marginals() const { return copy(weiss_result_marginals(get()), info().num_spins); }
  std::vector<double> parameters() const {
    return copy(weiss_result_parameters(get()), info().num_parameters);
  }

  // Of a partitioner and of an optimizer.
  std::vector<weiss_result_part> parts() const {
    return fetch_all<weiss_result_part>(info().num_parts, weiss_result_get_part);
  }
  std::vector<double> x() const { return copy(weiss_result_x(get()), info().dimension); }

  std::map<std::string, std::int64_t> counters() const {
    std::map<std::string, std::int64_t> counters;
    for (std::int64_t k = 0, count = info().num_counters; k < count; ++k) {
      std::int64_t value = 0;
      const char* name = weiss_result_counter(get(), k, &value);
      counters[name] = value;
    }
    return counters;
  }
  std::map<std::string, double> figures() const {
    std::map<std::string, double> figures;
    for (std::int64_t k = 0, count = info().num_figures; k < count; ++k) {
      double value = 0.0;
      const char* name = weiss_result_figure(get(), k, &value);
      figures[name] = value;
    }
    return figures;
  }
  std::vector<std::string> warnings() const {
    std::vector<std::string> warnings;
    for (std::int64_t k = 0, count = info().num_warnings; k < count; ++k)
      warnings.emplace_back(weiss_result_warning(get(), k));
    return warnings;
  }
  // JSON, schema "weiss.report/1".
  std::string report() const {
    const char* text = weiss_result_report(get());
    if (!text) throw Error(WEISS_E_NOMEM, "no memory for the report");
    return text;
  }

 private:
  template <class Struct>
  Struct fetch(weiss_status (*get_struct)(const weiss_result*, Struct*, weiss_error*) WEISS_NOEXCEPT) const {
    auto value = detail::make<Struct>();
    detail::check([&](weiss_error* error) { return get_struct(get(), &value, error); });
    return value;
  }
  template <class Struct>
  std::vector<Struct> fetch_all(std::int64_t count,
                                weiss_status (*get_struct)(const weiss_result*, std::int64_t, Struct*,
                                                           weiss_error*) WEISS_NOEXCEPT) const {
    std::vector<Struct> values(static_cast<std::size_t>(count), detail::make<Struct>());
    for (std::int64_t k = 0; k < count; ++k)
      detail::check([&](weiss_error* error) {
        return get_struct(get(), k, &values[static_cast<std::size_t>(k)], error);
      });
    return values;
  }
  template <class T>
  static std::vector<T> copy(const T* data, std::int64_t count) {
    return data ? std::vector<T>(data, data + count) : std::vector<T>();
  }

  detail::Handle<weiss_result, weiss_result_destroy> handle_;
};

}  // namespace embed
}  // namespace weiss

#endif  // WEISS_EMBED_RESULT_HPP
