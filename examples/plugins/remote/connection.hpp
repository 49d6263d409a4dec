// A line-oriented connection to a process of our own: started, spoken to with deadlines, and ended whatever it does.
#pragma once

#include <chrono>
#include <string>

#include <sys/types.h>

namespace remote {

using Clock = std::chrono::steady_clock;

class Connection {
 public:
  // Starts the command in a shell. Throws std::runtime_error.
  explicit Connection(const std::string& command);
  ~Connection();  // ends the process
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Sends text. Throws std::runtime_error when the process is gone or does not read for a second.
  void send(const std::string& text);
  // The next line without its end; false when none came in time. Throws when the process is gone, or sends a line
  // that has no end.
  bool receive(std::string& line, std::chrono::milliseconds wait);

 private:
  // Waits until the socket is ready for events of poll(2); false when the time is over.
  bool wait_for(short events, Clock::time_point end) const;

  int socket_ = -1;
  pid_t process_ = -1;
  std::string received_;
};

}  // namespace remote
