#include "subject.hpp"

#include <algorithm>


namespace cli {

namespace {

// The sum of all that a problem holds: it shows when somebody writes to it.
double sum_of(const weiss_problem* problem) {
  const std::vector<int8_t> up(static_cast<size_t>(weiss_problem_num_spins(problem)), int8_t{1});
  return up.empty() ? 0.0 : energy_of(problem, up.data());
}

}  // namespace

void expect(bool truth, const std::string& otherwise) {
  if (!truth) throw Failure(kFailed, otherwise);
}

Subject::Subject(const Origin& origin, const char* simd) {
  auto config = defaults<weiss_context_config>();
  config.log = take_complaint;
  config.log_user = this;
  config.log_level = WEISS_LOG_WARNING;
  config.simd = simd;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_context* context = nullptr;
  require(weiss_context_create(&config, &context, &error), error, kFailed);
  context_.reset(context);
  for (const std::string& path : origin.plugins) load_plugin(context, path);
  require(weiss_context_load_plugin(context, origin.file.c_str(), &error), error, kFailed);
  info_ = defaults<weiss_algorithm_info>();
  if (!origin.id.empty())
    require(weiss_context_find_algorithm(context, 0, origin.id.c_str(), &info_, &error), error, kFailed);
}

void Subject::take_complaint(void* subject, int32_t, const char* text) noexcept {
  static_cast<Subject*>(subject)->complaints_.push_back(text);
}

int64_t Subject::fitting(int64_t size) {
  if (info_.max_spins > 0) size = std::min(size, info_.max_spins);
  if (info_.kind != WEISS_KIND_SOLVER) return size;
  while (size > 2 && refuses(make_large_problem(context(), size, 1).get())) size /= 2;
  return size;
}

Problem Subject::problem(TestProblem shape, uint64_t seed) {
  Problem problem = make_problem(context(), shape, seed);
  if (!refuses(problem.get())) return problem;
  ++thinned_out_;
  // What is refused although hardly a spin has a coupling is for the test itself to fail on.
  const double n = static_cast<double>(shape.num_spins);
  do {
    shape.density /= 2;
    problem = make_problem(context(), shape, seed);
  } while (shape.density * n > 0.5 && refuses(problem.get()));
  return problem;
}

// Some know only after a reduction that a problem is too much for them.
constexpr int64_t kProbe = 1'500'000;

bool Subject::refuses(const weiss_problem* problem) {
  auto config = defaults<weiss_run_config>();
  config.work_limit = kProbe;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  const Instance probe = instance();
  const size_t complaints = complaints_.size();
  const weiss_status status = weiss_instance_solve(probe.get(), problem, &config, &result, &error);
  weiss_result_destroy(result);
  complaints_.resize(complaints);  // without what it had to say while it was probed
  if (status != WEISS_E_LIMIT && status != WEISS_E_UNSUPPORTED) return false;
  const std::string bare = std::string("returned ") + weiss_status_name(status);  // of the host
  expect(std::string(error.message).find(bare) == std::string::npos,
         "it refuses a problem and does not say why: call run->set_error");
  return true;
}

Instance Subject::instance() const {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* instance = nullptr;
  require(weiss_instance_create(context_.get(), info_.kind, info_.id, nullptr, 0, &instance, &error), error,
          kFailed);
  return Instance(instance);
}

void Subject::require_no_complaint() const {
  if (!complaints_.empty()) throw Failure(kFailed, complaints_.front());
}

void Subject::require_memory(int64_t before) const {
  const int64_t kept = weiss_context_memory(context_.get(), nullptr) - before;
  expect(kept <= 0, std::to_string(kept) + " bytes of host->alloc are not given back");
}

Result Subject::solve(const Instance& instance, const weiss_problem* problem,
                      const weiss_run_config& config) const {
  const double sum = sum_of(problem);
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* result = nullptr;
  require(weiss_instance_solve(instance.get(), problem, &config, &result, &error), error, kFailed);
  Result owned(result);
  expect(sum_of(problem) == sum, "it writes to the problem, which is not its own");
  expect(weiss_result_reason(result) != WEISS_REASON_PLUGIN_FAILED,
         complaints_.empty() ? "the run failed half-way" : complaints_.front());
  require_no_complaint();
  return owned;
}

std::vector<std::string> algorithms_in(const Origin& origin) {
  const Subject subject(origin);
  subject.require_no_complaint();
  std::vector<std::string> words;
  bool has_linked_in = false;
  for (const weiss_algorithm_info& info : algorithms_of(subject.context())) {
    if (origin.file == info.path) words.push_back(std::to_string(info.kind) + ":" + info.id);
    has_linked_in = has_linked_in || info.path[0] == '\0';
  }
  expect(!words.empty(), has_linked_in ? "the ids and versions of its algorithms are linked into this program, so "
                                         "the file adds none; test it with a weiss built without WEISS_BUNDLED"
                                       : "the ids and versions of its algorithms are there already, from another file");
  return words;
}

}  // namespace cli
