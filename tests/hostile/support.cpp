#include "support.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <limits>

namespace hostile {

namespace {

// A ring with chords and fields, all integers; all spins up is neither the minimum nor a one-flip minimum.
weiss_problem* make_problem(weiss_context* context) {
  std::vector<int32_t> row, column;
  std::vector<double> value, field;
  for (int32_t i = 0; i < kSpins; ++i) {
    row.insert(row.end(), {i, i});
    column.insert(column.end(), {(i + 1) % kSpins, (i + 5) % kSpins});
    value.insert(value.end(), {1.0 + i % 3, i % 2 == 0 ? 2.0 : -1.0});
    field.push_back(static_cast<double>(i % 4) - 1.0);
  }
  weiss_problem* problem = nullptr;
  REQUIRE(weiss_problem_create_ising(context, kSpins, field.data(), static_cast<int64_t>(row.size()), row.data(),
                                     column.data(), value.data(), &problem, nullptr) == WEISS_OK);
  return problem;
}

double least_energy(const weiss_problem* problem) {
  double least = std::numeric_limits<double>::infinity();
  for (int state = 0; state < 1 << kSpins; ++state) {
    int8_t spins[kSpins];
    for (int i = 0; i < kSpins; ++i) spins[i] = (state >> i & 1) != 0 ? int8_t{-1} : int8_t{1};
    double energy = 0.0;
    REQUIRE(weiss_problem_energies(problem, 1, spins, &energy, nullptr) == WEISS_OK);
    least = std::min(least, energy);
  }
  return least;
}

void write_log(void* user, int32_t, const char* text) noexcept {
  *static_cast<std::string*>(user) += std::string(text) + "\n";
}

}  // namespace

std::string module_path(const std::string& name) { return std::string(HOSTILE_DIR "/") + name + ".so"; }

Host::Host(const weiss_context_config& memory) {
  weiss_context_config config = memory;
  config.struct_size = sizeof config;
  config.flags = WEISS_CONTEXT_READ_ENVIRONMENT;
  config.log_level = WEISS_LOG_DEBUG;
  config.log = write_log;
  config.log_user = &log_;
  REQUIRE(weiss_context_create(&config, &context_, nullptr) == WEISS_OK);
  problem_ = make_problem(context_);
  minimum_ = least_energy(problem_);
}

Host::~Host() {
  weiss_problem_destroy(problem_);
  weiss_context_destroy(context_);
}

Outcome Host::load(const std::string& path) {
  weiss_error error = WEISS_ERROR_INIT;
  const weiss_status status = weiss_context_load_plugin(context_, path.c_str(), &error);
  CHECK(error.status == status);
  return {status, error.message};
}

Outcome Host::create(int32_t kind, const std::string& spec, InstancePtr& instance) {
  weiss_error error = WEISS_ERROR_INIT;
  weiss_instance* made = nullptr;
  const weiss_status status = weiss_instance_create(context_, kind, spec.c_str(), nullptr, 0, &made, &error);
  CHECK((status < WEISS_OK) == (made == nullptr));
  instance.reset(made);
  return {status, error.message};
}

int Host::log_lines(const std::string& text) const {
  int lines = 0;
  for (size_t begin = 0; begin < log_.size();) {
    const size_t end = log_.find('\n', begin);
    if (holds(log_.substr(begin, end - begin), text)) ++lines;
    begin = end + 1;
  }
  return lines;
}

bool Host::still_solves() {
  weiss_run_config config{};
  config.struct_size = sizeof config;
  config.work_limit = 1000000;
  weiss_error error = WEISS_ERROR_INIT;
  weiss_result* made = nullptr;
  weiss_solve(context_, problem_, "weiss.exact", &config, &made, &error);
  const ResultPtr result(made);
  INFO(error.message);
  CHECK(error.status == WEISS_OK);
  return result && weiss_result_energy(result.get()) == minimum_;
}

std::string warnings(const weiss_result* result) {
  std::string all;
  const int64_t count = info(result).num_warnings;
  for (int64_t k = 0; k < count; ++k) all += std::string(weiss_result_warning(result, k)) + "\n";
  return all;
}

int64_t counter(const weiss_result* result, const std::string& name) {
  const int64_t count = info(result).num_counters;
  for (int64_t k = 0; k < count; ++k) {
    int64_t value = 0;
    if (name == weiss_result_counter(result, k, &value)) return value;
  }
  return 0;
}

weiss_result_info info(const weiss_result* result) {
  weiss_result_info numbers{};
  numbers.struct_size = sizeof numbers;
  REQUIRE(weiss_result_get_info(result, &numbers, nullptr) == WEISS_OK);
  return numbers;
}

ChildEnd in_child(const std::function<bool()>& body) {
  std::fflush(nullptr);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    for (const int number : {SIGABRT, SIGFPE, SIGILL, SIGSEGV, SIGTERM}) std::signal(number, SIG_DFL);  // doctest's
    ::alarm(60);
    const bool good = body();
    std::fflush(nullptr);
    ::_exit(good ? kReturned : 1);
  }
  ::close(ends[1]);
  ChildEnd end;
  char piece[4096];
  for (ssize_t size; (size = ::read(ends[0], piece, sizeof piece)) != 0;) {
    if (size < 0 && errno != EINTR) break;
    if (size > 0) end.printed.append(piece, static_cast<size_t>(size));
  }
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFSIGNALED(status))
    end.signal = WTERMSIG(status);
  else
    end.code = WEXITSTATUS(status);
  return end;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace hostile
