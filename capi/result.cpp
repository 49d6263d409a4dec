// weiss/result.h: reading a result.
#include "weiss/result.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <new>

#include "base/error.hpp"
#include "guard.hpp"
#include "runtime/result.hpp"

namespace weiss {

namespace {

const Result& deref(const weiss_result* result) {
  require_not_null(result, "result");
  return *result;
}

void check_index(int64_t index, int64_t count, const char* what) {
  if (index < 0 || index >= count)
    throw Error(WEISS_E_ARGUMENT, std::string(what) + " " + std::to_string(index) + " of " + std::to_string(count));
}

template <class Number>
const Number* data_or_null(const Vector<Number>& values) noexcept {
  return values.empty() ? nullptr : values.data();
}

}  // namespace

}  // namespace weiss

extern "C" {

void weiss_result_destroy(weiss_result* result) noexcept { delete result; }

weiss_status weiss_result_get_info(const weiss_result* result, weiss_result_info* info,
                                   weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    const weiss::Result& r = weiss::deref(result);
    weiss::copy_out(info, &r.info, sizeof r.info, "weiss_result_info");
  });
}

int32_t weiss_result_reason(const weiss_result* result) noexcept {
  return result ? result->info.reason : WEISS_REASON_NONE;
}

double weiss_result_energy(const weiss_result* result) noexcept {
  return result ? result->info.energy : std::numeric_limits<double>::infinity();
}

double weiss_result_objective(const weiss_result* result) noexcept {
  return result ? result->info.objective : std::numeric_limits<double>::infinity();
}

const char* weiss_result_counter(const weiss_result* result, int64_t index, int64_t* value) noexcept {
  if (value) *value = 0;
  if (!result || index < 0 || index >= static_cast<int64_t>(result->counters.size())) return "";
  const auto& counter = result->counters[static_cast<size_t>(index)];
  if (value) *value = counter.second;
  return counter.first.c_str();
}

const char* weiss_result_figure(const weiss_result* result, int64_t index, double* value) noexcept {
  if (value) *value = 0.0;
  if (!result || index < 0 || index >= static_cast<int64_t>(result->figures.size())) return "";
  const auto figure = std::next(result->figures.begin(), static_cast<std::ptrdiff_t>(index));
  if (value) *value = figure->second;
  return figure->first.c_str();
}

const char* weiss_result_warning(const weiss_result* result, int64_t index) noexcept {
  if (!result || index < 0 || index >= static_cast<int64_t>(result->warnings.size())) return "";
  return result->warnings[static_cast<size_t>(index)].c_str();
}

const char* weiss_result_report(weiss_result* result) noexcept {
  if (!result) return nullptr;
  try {
    const std::lock_guard<std::mutex> lock(result->report_mutex);
    if (result->report.empty()) result->report = weiss::write_report(*result);
    return result->report.c_str();
  } catch (...) {  // out of memory
    return nullptr;
  }
}

const int8_t* weiss_result_spins(const weiss_result* result) noexcept {
  return result && result->samples.size() > 0 ? result->samples.spins(0) : nullptr;
}

const int8_t* weiss_result_bits(const weiss_result* result) noexcept {
  return result && result->samples.size() > 0 ? result->bits.data() : nullptr;
}

weiss_status weiss_result_get_sample(const weiss_result* result, int64_t index, weiss_result_sample* sample,
                                     weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    const weiss::SampleStore& samples = weiss::deref(result).samples;
    weiss::check_index(index, samples.size(), "sample");
    const double energy = samples.energy(index);
    const weiss_result_sample row = {sizeof row,          0,     samples.spins(index), energy, result->objective(energy),
                                     samples.multiplicity(index)};
    weiss::copy_out(sample, &row, sizeof row, "weiss_result_sample");
  });
}

weiss_status weiss_result_samples(const weiss_result* result, int64_t first, int64_t count, int8_t* spins,
                                  double* energies, double* objectives, int64_t* multiplicities,
                                  weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    const weiss::Result& r = weiss::deref(result);
    if (count < 0 || first < 0 || first > r.samples.size() - count)
      throw weiss::Error(WEISS_E_ARGUMENT, std::to_string(count) + " samples from number " + std::to_string(first) +
                                               " on: there are " + std::to_string(r.samples.size()));
    const int64_t n = r.info.num_spins;
    for (int64_t k = 0; k < count; ++k) {
      if (spins) std::copy_n(r.samples.spins(first + k), n, spins + k * n);
      const double energy = r.samples.energy(first + k);
      if (energies) energies[k] = energy;
      if (objectives) objectives[k] = r.objective(energy);
      if (multiplicities) multiplicities[k] = r.samples.multiplicity(first + k);
    }
  });
}

weiss_status weiss_result_get_improvement(const weiss_result* result, int64_t index,
                                          weiss_result_improvement* improvement, weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    const weiss::Result& r = weiss::deref(result);
    weiss::check_index(index, static_cast<int64_t>(r.trace.size()), "improvement");
    const weiss::Result::Improvement& step = r.trace[static_cast<size_t>(index)];
    const weiss_result_improvement row = {
        sizeof row, 0, step.seconds, step.energy, step.work, r.sources[static_cast<size_t>(step.source)].c_str()};
    weiss::copy_out(improvement, &row, sizeof row, "weiss_result_improvement");
  });
}

const double* weiss_result_marginals(const weiss_result* result) noexcept {
  return result ? weiss::data_or_null(result->marginals) : nullptr;
}

const double* weiss_result_parameters(const weiss_result* result) noexcept {
  return result ? weiss::data_or_null(result->parameters) : nullptr;
}

weiss_status weiss_result_get_part(const weiss_result* result, int64_t index, weiss_result_part* part,
                                   weiss_error* error) noexcept {
  return weiss::guarded(error, [&] {
    const weiss::Result& r = weiss::deref(result);
    weiss::check_index(index, static_cast<int64_t>(r.parts.size()), "part");
    const weiss::Result::Part& p = r.parts[static_cast<size_t>(index)];
    const int64_t num_parameters = p.parameter_end - p.parameter_begin;
    const weiss_result_part row = {
        sizeof row,     0, p.end - p.begin, r.members.data() + p.begin, p.priority, num_parameters,
        num_parameters > 0 ? r.part_parameters.data() + p.parameter_begin : nullptr};
    weiss::copy_out(part, &row, sizeof row, "weiss_result_part");
  });
}

const double* weiss_result_x(const weiss_result* result) noexcept {
  return result && !result->x.empty() ? result->x.data() : nullptr;
}

}  // extern "C"
