// A solver that is somewhere else: in a process here, as it would be in a device or behind a network. It submits
// problems, polls until the answers are there, cancels when the host says stop, gives up when an answer takes too
// long, and starts anew when the other side has died.
#include <charconv>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <weiss/plugin.hpp>

#include "connection.hpp"

namespace {

using remote::Clock;
using remote::Connection;
using weiss::plugin::Batch;
using weiss::plugin::Failure;
using weiss::plugin::Host;
using weiss::plugin::int_option;
using weiss::plugin::Options;
using weiss::plugin::real_option;
using weiss::plugin::Run;
using weiss::plugin::Sink;
using weiss::plugin::string_option;

#ifndef DEVICE_COMMAND
#define DEVICE_COMMAND ""
#endif

constexpr std::chrono::milliseconds kPollEvery{5};  // and look whether the host wants to stop

// One problem on its way. The host's run and sink are its own, so it has its own limits and end.
struct Job {
  const weiss_problem_view& problem;
  Run run;
  Sink sink;
  int64_t id = 0;
  Clock::time_point deadline{};
  bool done = false;
  std::string failure{};
};

struct Stopped {};

// The shortest text that reads back as the same number, whatever the locale.
void append(std::string& text, double value) {
  char digits[32];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

std::string submission(const Job& job) {
  const weiss_problem_view& problem = job.problem;
  std::string terms;
  int64_t couplings = 0;
  for (int32_t i = 0; i < problem.num_spins; ++i)
    for (const auto [j, value] : weiss::plugin::row(problem, i)) {
      if (j <= i) continue;
      terms += std::to_string(i) + " " + std::to_string(j) + " ";
      append(terms, value);
      terms += "\n";
      ++couplings;
    }
  std::string text = "submit " + std::to_string(job.id) + " " + std::to_string(problem.num_spins) + " " +
                     std::to_string(couplings) + "\n";
  for (int64_t i = 0; i < problem.num_spins; ++i) {
    append(text, problem.field[i]);
    text += "\n";
  }
  return text + terms;
}

class Remote {
 public:
  static constexpr weiss::plugin::About about = {
      "org.example.remote", "Remote solver", "1.0.0",
      "Hands problems to another process and waits for its answers.", 0, 2000};
  static constexpr weiss_option_info option_infos[] = {
      string_option("command", "What starts the process; it speaks the protocol of device/device.c.", DEVICE_COMMAND),
      real_option("timeout", "Seconds to wait for an answer.", 10.0, 0.001, 86400.0),
      int_option("retries", "How often jobs are given to a new process when the old one has died.", 1, 0, 100)};

  Remote(const Host& host, const Options& options)
      : host_(host),
        command_(options.text("command")),
        timeout_(std::chrono::duration_cast<Clock::duration>(
            std::chrono::duration<double>(options.real("timeout")))),
        retries_(options.integer("retries")) {}

  void solve(const weiss_problem_view& problem, const weiss_solver_input&, const Run& run, const Sink& sink) {
    std::vector<Job> jobs{Job{problem, run, sink}};
    work(jobs);
    if (!jobs[0].failure.empty()) throw Failure(WEISS_E_FAIL, jobs[0].failure);
  }

  // All of a scheme's parts are with the device at the same time.
  void solve_batch(const Batch& batch) {
    std::vector<Job> jobs;
    for (int64_t k = 0; k < batch.size(); ++k) jobs.push_back(Job{batch.problem(k), batch.run(k), batch.sink(k)});
    work(jobs);
    for (int64_t k = 0; k < batch.size(); ++k)
      if (const std::string& failure = jobs[static_cast<size_t>(k)].failure; !failure.empty())
        batch.fail(k, WEISS_E_FAIL, failure.c_str());
  }

 private:
  void work(std::vector<Job>& jobs) {
    if (command_.empty()) throw Failure(WEISS_E_OPTION, "option command is empty: say how the device is started");
    for (int64_t attempt = 0;; ++attempt) {
      try {
        submit(jobs);
        wait(jobs);
        return;
      } catch (const Stopped&) {
        connection_.reset();  // in the middle of an answer: the next run starts anew
        return;
      } catch (const std::runtime_error& gone) {
        connection_.reset();
        if (attempt < retries_) {
          host_.log(WEISS_LOG_WARNING, std::string(gone.what()) + "; it is started anew");
          continue;
        }
        for (Job& job : jobs)
          if (!job.done) job.failure = std::string(gone.what()) + " (" + command_ + ")";
        return;
      }
    }
  }

  // The answer to a request. Throws std::runtime_error when the process is gone.
  std::string ask(const std::string& request, const Job& job) {
    connection_->send(request);
    std::string answer;
    while (!connection_->receive(answer, kPollEvery)) {
      if (job.run.should_stop()) throw Stopped();
      if (Clock::now() > job.deadline) throw std::runtime_error("the device process does not answer");
    }
    return answer;
  }

  void submit(std::vector<Job>& jobs) {
    if (!connection_) connection_ = std::make_unique<Connection>(command_);
    for (Job& job : jobs) {
      if (job.done) continue;
      job.id = ++last_id_;
      job.deadline = Clock::now() + timeout_;
      const std::string answer = ask(submission(job), job);
      if (answer != "accepted " + std::to_string(job.id))
        throw std::runtime_error("the device process answers \"" + answer + "\" to a submission");
      job.run.spend(job.problem.num_entries + job.problem.num_spins);
      job.run.count("jobs");
    }
  }

  void wait(std::vector<Job>& jobs) {
    for (bool pending = true; pending;) {
      pending = false;
      for (Job& job : jobs) {
        if (job.done) continue;
        if (job.run.should_stop() || Clock::now() > job.deadline)
          cancel(job);
        else
          take(ask("poll " + std::to_string(job.id) + "\n", job), job);
        pending |= !job.done;
      }
      if (pending) std::this_thread::sleep_for(kPollEvery);
    }
  }

  void cancel(Job& job) {
    if (!job.run.should_stop())
      job.failure = "there was no answer in " + std::to_string(std::chrono::duration<double>(timeout_).count()) + " s";
    job.done = true;
    job.deadline = Clock::now() + std::chrono::milliseconds(50);
    connection_->send("cancel " + std::to_string(job.id) + "\n");
    std::string answer;
    if (!connection_->receive(answer, std::chrono::milliseconds(50)))
      throw std::runtime_error("the device process does not answer");
  }

  // "pending ID", "done ID ENERGY SPINS" or anything else, which is a failure of the job.
  static void take(const std::string& answer, Job& job) {
    const std::string id = std::to_string(job.id);
    if (answer == "pending " + id) return;
    job.done = true;
    const std::string done = "done " + id + " ";
    double energy = 0.0;
    std::string_view spins;
    if (answer.compare(0, done.size(), done) == 0) {
      const char* const end = answer.data() + answer.size();
      const char* const rest = std::from_chars(answer.data() + done.size(), end, energy).ptr;
      if (rest < end && *rest == ' ') spins = std::string_view(rest + 1, static_cast<size_t>(end - rest - 1));
    }
    if (spins.size() != static_cast<size_t>(job.problem.num_spins)) {
      job.failure = "the device process answers \"" + answer.substr(0, 100) + "\"";
      return;
    }
    std::vector<int8_t> state(spins.size());
    for (size_t i = 0; i < spins.size(); ++i) state[i] = spins[i] == '+' ? int8_t{1} : int8_t{-1};
    // The device does not know the offset. When it lies about the energy the host finds out.
    job.sink.report(state.data(), energy + job.problem.offset, "device");
  }

  const Host host_;
  const std::string command_;
  const Clock::duration timeout_;
  const int64_t retries_;
  std::unique_ptr<Connection> connection_;
  int64_t last_id_ = 0;
};

constexpr weiss::plugin::Module<Remote> module("org.example.remote", "Remote solver", "1.0.0", "MIT");

}  // namespace

WEISS_PLUGIN_ENTRY(remote) { return &module.table; }
