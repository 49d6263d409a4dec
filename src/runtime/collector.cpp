#include "runtime/collector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "base/error.hpp"
#include "runtime/clean_text.hpp"
#include "runtime/parts.hpp"

namespace weiss {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Index of the first entry that is no spin, or n.
int64_t first_bad_spin(const int8_t* spins, int64_t n) noexcept {
  bool good = true;
  for (int64_t i = 0; i < n; ++i) good &= spins[i] == 1 || spins[i] == -1;
  if (good) return n;
  return std::find_if(spins, spins + n, [](int8_t s) { return s != 1 && s != -1; }) - spins;
}

bool all_within(const double* values, int64_t count, double low, double high) noexcept {
  return std::all_of(values, values + count, [&](double v) { return v >= low && v <= high; });
}

// A struct from a plugin that must cover all that this host knows (ABI 0.x).
template <class Struct>
bool is_whole(const Struct* s) noexcept {
  return s && s->struct_size >= sizeof(Struct);
}

}  // namespace

Collector::Collector(const Problem& problem, const Algorithm& algorithm, Run& run, SampleStore& samples)
    : problem_(problem), algorithm_(algorithm), run_(run), samples_(samples), gate_(run.session().gates(), this),
      target_(-kInfinity), bound_(-kInfinity), marginals_(problem.environment->memory()), parameters_(problem.environment->memory()) {
  if (!gate_->sink.impl) gate_->sink = {sizeof(weiss_sink), 0, gate_.get(), report, take_marginals, take_parameters, take_bound, take_figure};
  run.set_collector(this);
}

double Collector::tolerance() const noexcept {
  return 1e-9 * std::max(1.0, problem_.offset - problem_.trivial_bound);
}

CallResult Collector::failure() const {
  if (gate_->misused()) return {WEISS_E_PLUGIN, "used its sink on another thread than the one that entered run"};
  if (status_ == WEISS_E_PLUGIN) return {status_, failure_};
  return {status_, "reported more than the host has memory for"};
}

void Collector::fail(std::string why) {
  if (failed_) return;
  failed_ = true;
  failure_ = std::move(why);
  run_.stop(WEISS_REASON_PLUGIN_FAILED);
}

void Collector::give_up(weiss_status status) noexcept {
  failed_ = true;
  status_ = status;
  run_.stop(WEISS_REASON_PLUGIN_FAILED);
}

// Runs the body of a sink function on its collector: on the right thread, during the run, not after a failure,
// and without exceptions. False when the run should stop.
template <class Body>
bool Collector::guarded(const weiss_sink* sink, Body&& body) noexcept {
  auto* const self = Gate::enter<Collector>(sink->impl);
  if (!self || self->failed()) return false;
  try {
    if (self->run_.in_section())
      self->fail("used its sink inside of a parallel section");
    else
      body(*self);
  } catch (const Error& e) {
    self->give_up(e.status());
  } catch (...) {
    self->give_up(WEISS_E_NOMEM);
  }
  return !self->failed() && !self->run_.should_stop();
}

int32_t Collector::report(const weiss_sink* sink, const weiss_sample* sample) noexcept {
  const bool goes_on = guarded(sink, [&](Collector& self) {
    if (is_whole(sample))
      self.check_sample(*sample);
    else
      self.fail("reported a sample with a wrong struct_size");
  });
  return goes_on ? 0 : 1;
}

void Collector::check_sample(const weiss_sample& sample) {
  if (!sample.spins) return fail("reported a sample without spins");
  if (sample.multiplicity < 0) return fail("reported a negative multiplicity");
  const int64_t n = problem_.num_spins();
  const int64_t bad = first_bad_spin(sample.spins, n);
  if (bad < n)
    return fail("reported spin " + std::to_string(bad) + " as " + std::to_string(sample.spins[bad]) +
                "; a spin is -1 or +1");
  const double energy = problem_.energy(sample.spins);
  if (!std::isnan(sample.energy) && !(std::fabs(sample.energy - energy) <= tolerance()))
    return fail("claimed the energy " + std::to_string(sample.energy) + " for a state of energy " +
                std::to_string(energy));
  accept(sample.spins, energy, std::max<int64_t>(sample.multiplicity, 1),
         sample.source ? clean_text(sample.source, 40) : algorithm_.name, run_.work());
}

void Collector::accept(const int8_t* spins, double energy, int64_t multiplicity, const std::string& source,
                       int64_t work) {
  const bool improved = samples_.add(spins, energy, multiplicity);
  if (improved && result_) {
    auto& names = result_->sources;
    const auto name = std::find(names.begin(), names.end(), source);
    const auto index = static_cast<int32_t>(name - names.begin());
    if (name == names.end()) names.push_back(source);
    Session& session = run_.session();
    result_->trace.push_back({session.seconds(), energy, work, index});
    session.set_best(energy, problem_.objective(energy), source);
    session.report(WEISS_EVENT_IMPROVED);
  }
  // Every coupling and field satisfied: nothing is below that.
  if (problem_.integer() && energy <= problem_.trivial_bound) run_.stop(WEISS_REASON_OPTIMAL);
  if (energy <= target_) run_.stop(WEISS_REASON_TARGET);
  // The run above has not yet been charged with this run's work.
  if (above_) above_->accept(spins, energy, multiplicity, source, saturated_sum(above_->run_.work(), work));
}

void Collector::take_marginals(const weiss_sink* sink, const double* marginals) noexcept {
  guarded(sink, [&](Collector& self) {
    const int64_t n = self.problem_.num_spins();
    if (!marginals || !all_within(marginals, n, -1.0, 1.0))
      return self.fail("reported a marginal outside [-1, 1]");
    self.marginals_.assign(marginals, marginals + n);
    if (self.above_) self.above_->marginals_ = self.marginals_;
  });
}

void Collector::take_parameters(const weiss_sink* sink, int64_t count, const double* parameters) noexcept {
  guarded(sink, [&](Collector& self) {
    constexpr int64_t kMost = 1 << 24;
    constexpr double kLargest = std::numeric_limits<double>::max();
    if (count < 0 || count > kMost || (count > 0 && !parameters) ||
        !all_within(parameters, count, -kLargest, kLargest))
      return self.fail("reported circuit parameters that are not finite numbers");
    self.parameters_.assign(parameters, parameters + count);
    if (self.above_) self.above_->parameters_ = self.parameters_;
  });
}

void Collector::take_figure(const weiss_sink* sink, const char* name, double value) noexcept {
  guarded(sink, [&](Collector& self) {
    if (!name || !*name) return self.fail("reported a figure without a name");
    if (!std::isfinite(value)) return self.fail("reported a figure that is not a finite number");
    constexpr size_t kMost = 1000;
    const std::string clean = clean_text(name, 64);
    if (self.figures_.size() < kMost || self.figures_.count(clean) > 0) self.figures_[clean] = value;
    if (self.above_) self.above_->figures_ = self.figures_;
  });
}

void Collector::take_bound(const weiss_sink* sink, double lower_bound, int32_t proof) noexcept {
  guarded(sink, [&](Collector& self) {
    if (std::isnan(lower_bound)) return self.fail("reported a bound that is NaN");
    if (proof < WEISS_PROOF_NONE || proof > WEISS_PROOF_OPTIMAL)
      return self.fail("reported the unknown proof " + std::to_string(proof));
    if (proof == WEISS_PROOF_NONE) return;
    if (self.algorithm_.has(WEISS_CAP_EXACT))
      self.accept_proof(lower_bound, proof);
    else
      self.run_.session().warn(self.algorithm_.id +
                               " claims a bound without the capability EXACT: nobody believes it");
  });
}

void Collector::accept_proof(double lower_bound, int32_t proof) noexcept {
  bound_ = std::max(bound_, lower_bound);
  proof_ = std::max(proof_, proof);
}

void Collector::accept_parts(const std::string& partitioner, const PartList& list) {
  if (above_) return above_->accept_parts(partitioner, list);
  if (!result_) return;
  // All copies first: when one of them fails the result keeps the cut that it has.
  std::string name = partitioner;
  std::vector<Result::Part> parts = list.parts;
  Vector<int32_t> members(list.members, result_->members.get_allocator());
  Vector<double> parameters(list.parameters, result_->part_parameters.get_allocator());
  result_->partitioner.swap(name);
  result_->parts.swap(parts);
  result_->members.swap(members);
  result_->part_parameters.swap(parameters);
}

void Collector::finish() {
  if (failed()) proof_ = WEISS_PROOF_NONE;
  if (proof_ != WEISS_PROOF_NONE && samples_.size() > 0) {
    const double best = samples_.energy(0);
    if (bound_ > best + tolerance())
      fail("claimed the lower bound " + std::to_string(bound_) + " above its own sample of energy " +
           std::to_string(best));
    // An optimum that leaves a gap to its bound is a bound.
    if (proof_ == WEISS_PROOF_OPTIMAL && bound_ < best - tolerance()) proof_ = WEISS_PROOF_BOUND;
    if (proof_ == WEISS_PROOF_OPTIMAL) bound_ = best;
  }
  if (failed() || samples_.size() == 0) proof_ = WEISS_PROOF_NONE;
  // What the coefficients alone prove.
  if (proof_ == WEISS_PROOF_NONE || bound_ < problem_.trivial_bound) bound_ = problem_.trivial_bound;
  if (problem_.integer() && samples_.size() > 0 && samples_.energy(0) <= bound_) proof_ = WEISS_PROOF_OPTIMAL;
  if (above_ && proof_ != WEISS_PROOF_NONE) above_->accept_proof(bound_, proof_);
}

}  // namespace weiss
