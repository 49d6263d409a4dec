#include "child.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "failure.hpp"
#include "text.hpp"

namespace cli {

namespace {

struct Pipe {
  int read_end = -1, write_end = -1;
  Pipe() {
    int ends[2];
    if (pipe(ends) != 0) throw Failure(kFailed, std::string("no pipe: ") + std::strerror(errno));
    read_end = ends[0];
    write_end = ends[1];
  }
  ~Pipe() {
    close_write();
    close(read_end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_write() {
    if (write_end >= 0) close(write_end);
    write_end = -1;
  }
};

void write_all(int file, const std::string& text) {
  for (size_t done = 0; done < text.size();) {
    const ssize_t count = write(file, text.data() + done, text.size() - done);
    if (count < 0 && errno != EINTR) return;
    if (count > 0) done += static_cast<size_t>(count);
  }
}

// In the child: the first byte of the verdict is the code, the rest the text.
[[noreturn]] void be_child(const std::function<std::string()>& body, Pipe& verdict, Pipe& printed,
                           ChildOutput output) {
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody would wait for it
#endif
  if (output == ChildOutput::kCaptured) {
    dup2(printed.write_end, STDOUT_FILENO);
    dup2(printed.write_end, STDERR_FILENO);
  }
  char code = kSolved;
  std::string text;
  try {
    text = body();
  } catch (const Failure& failure) {
    code = static_cast<char>(failure.code());
    text = failure.what();
  } catch (const std::exception& failure) {
    code = kFailed;
    text = failure.what();
  }
  std::fflush(stdout);
  write_all(verdict.write_end, code + text);
  _exit(0);
}

// Reads both pipes to their ends; false when the deadline comes first.
bool read_pipes(int first, std::string& first_text, int second, std::string& second_text, double deadline) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(deadline));
  pollfd files[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
  std::string* const texts[2] = {&first_text, &second_text};
  while (files[0].fd >= 0 || files[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    if (poll(files, 2, static_cast<int>(left)) < 0 && errno != EINTR) return false;
    for (int k = 0; k < 2; ++k) {
      if (files[k].fd < 0 || !(files[k].revents & (POLLIN | POLLHUP | POLLERR))) continue;
      char buffer[4096];
      const ssize_t count = read(files[k].fd, buffer, sizeof buffer);
      if (count > 0)
        texts[k]->append(buffer, static_cast<size_t>(count));
      else if (count == 0 || errno != EINTR)
        files[k].fd = -1;
    }
  }
  return true;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status))
    return "it crashed: signal " + std::to_string(WTERMSIG(status)) + ", " + strsignal(WTERMSIG(status));
  return "it ended the process with exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

ChildEnd run_in_child(const std::function<std::string()>& body, double deadline, ChildOutput output) {
  std::fflush(stdout);
  std::fflush(stderr);
  Pipe verdict, printed;
  const pid_t child = fork();
  if (child < 0) throw Failure(kFailed, std::string("no child process: ") + std::strerror(errno));
  if (child == 0) be_child(body, verdict, printed, output);
  verdict.close_write();
  printed.close_write();

  ChildEnd end;
  std::string words;
  const bool in_time = read_pipes(verdict.read_end, words, printed.read_end, end.printed, deadline);
  end.timed_out = !in_time;
  if (!in_time) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  end.returned = in_time && !words.empty();
  if (end.returned) {
    end.code = words[0];
    end.text = words.substr(1);
  } else {
    end.text = in_time ? how_it_ended(status) : "it did not return within " + format_seconds(deadline);
  }
  return end;
}

}  // namespace cli
