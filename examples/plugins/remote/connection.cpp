#include "connection.hpp"

#include <cerrno>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace remote {

namespace {

constexpr size_t kLongestLine = 1 << 26;

[[noreturn]] void fail(const char* what) { throw std::runtime_error(what); }

int milliseconds_until(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

}  // namespace

// A pair of sockets and not pipes: writing to a process that is gone is then an error and no signal, which a plugin
// may not handle. Nothing of this is inherited by other processes that the program starts.
Connection::Connection(const std::string& command) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail("no socket for the device process");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  // A group of its own: Ctrl-C reaches us alone, and what the shell starts ends with it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const char* const arguments[] = {"sh", "-c", command.c_str(), nullptr};
  // The array is not written to: it is not const for the sake of old programs.
  const int failed =
      ::posix_spawn(&process_, "/bin/sh", &actions, &attributes, const_cast<char* const*>(arguments), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  socket_ = ends[0];
  if (failed == 0) return;
  ::close(socket_);
  fail("the device process cannot be started");
}

Connection::~Connection() {
  ::close(socket_);
  ::kill(-process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool Connection::wait_for(short events, Clock::time_point end) const {
  pollfd ready{socket_, events, 0};
  for (;;) {
    const int count = ::poll(&ready, 1, milliseconds_until(end));
    if (count > 0) return true;
    if (count == 0) return false;
    if (errno != EINTR) fail("the connection to the device process is broken");
  }
}

void Connection::send(const std::string& text) {
  const auto end = Clock::now() + std::chrono::seconds(1);
  for (size_t sent = 0; sent < text.size();) {
    if (!wait_for(POLLOUT, end)) fail("the device process does not read");
    const ssize_t count =
        ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN && errno != EINTR) fail("the device process is gone");
    if (count > 0) sent += static_cast<size_t>(count);
  }
}

bool Connection::receive(std::string& line, std::chrono::milliseconds wait) {
  const auto end = Clock::now() + wait;
  for (;;) {
    const size_t length = received_.find('\n');
    if (length != std::string::npos) {
      line = received_.substr(0, length);
      received_.erase(0, length + 1);
      return true;
    }
    if (received_.size() > kLongestLine) fail("the device process sends a line without an end");
    if (!wait_for(POLLIN, end)) return false;
    char block[4096];
    const ssize_t count = ::recv(socket_, block, sizeof block, MSG_DONTWAIT);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) fail("the device process is gone");
    if (count > 0) received_.append(block, static_cast<size_t>(count));
  }
}

}  // namespace remote
