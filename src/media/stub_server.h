// For tests: a TCP server on a loopback port that answers every connection the same way.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace ow::media::test {

class StubServer final {
 public:
  enum class After {
    kClose,
    kStaySilent,
    kRepeat,  ///< sends the last kilobyte of the answer again and again
  };

  /// Reads a request up to its blank line, sends `answer`, then closes or says nothing more.
  StubServer(std::string answer, After after);
  ~StubServer();
  StubServer(const StubServer&) = delete;
  StubServer& operator=(const StubServer&) = delete;

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  /// Blocks until a client has sent a request.
  void wait_for_request();
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void serve(const std::stop_token& stop);
  void answer(int client, const std::stop_token& stop);

  std::string answer_;
  After after_;
  int listener_ = -1;
  int requested_[2] = {-1, -1};  ///< a pipe: a byte a request
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::jthread thread_;
};

/// A loopback address at which nobody listens.
std::string closed_address();

}  // namespace ow::media::test
