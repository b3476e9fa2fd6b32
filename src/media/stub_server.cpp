#include "media/stub_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace ow::media::test {
namespace {

constexpr int kPollMs = 20;

struct Listener {
  int descriptor = -1;
  std::uint16_t port = 0;
};

Listener listen_on_loopback() {
  Listener out{::socket(AF_INET, SOCK_STREAM, 0), 0};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof(address);
  EXPECT_EQ(::bind(out.descriptor, any, length), 0);
  EXPECT_EQ(::listen(out.descriptor, 8), 0);
  EXPECT_EQ(::getsockname(out.descriptor, any, &length), 0);
  out.port = ntohs(address.sin_port);
  return out;
}

bool readable(int descriptor, const std::stop_token& stop) {
  pollfd wait{descriptor, POLLIN, 0};
  while (!stop.stop_requested()) {
    if (::poll(&wait, 1, kPollMs) > 0) return true;
  }
  return false;
}

bool send_all(int client, std::string_view text) {
  while (!text.empty()) {
    const ssize_t bytes = ::send(client, text.data(), text.size(), MSG_NOSIGNAL);
    if (bytes <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return true;
}

}  // namespace

StubServer::StubServer(std::string answer, After after) : answer_(std::move(answer)), after_(after) {
  const Listener listener = listen_on_loopback();
  listener_ = listener.descriptor;
  port_ = listener.port;
  EXPECT_EQ(::pipe(requested_), 0);
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

StubServer::~StubServer() {
  thread_.request_stop();
  thread_.join();
  for (const int descriptor : {listener_, requested_[0], requested_[1]}) ::close(descriptor);
}

void StubServer::wait_for_request() {
  char byte = 0;
  EXPECT_EQ(::read(requested_[0], &byte, 1), 1);
}

void StubServer::serve(const std::stop_token& stop) {
  while (readable(listener_, stop)) {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) continue;
    ++connections_;
    this->answer(client, stop);
    ::close(client);
  }
}

void StubServer::answer(int client, const std::stop_token& stop) {
  std::string request;
  std::array<char, 4096> buffer{};
  while (request.find("\r\n\r\n") == std::string::npos) {
    if (!readable(client, stop)) return;
    const ssize_t bytes = ::recv(client, buffer.data(), buffer.size(), 0);
    if (bytes <= 0) return;
    request.append(buffer.data(), static_cast<std::size_t>(bytes));
  }
  EXPECT_EQ(::write(requested_[1], "x", 1), 1);
  if (!send_all(client, answer_)) return;
  const std::string_view end =
      std::string_view(answer_).substr(answer_.size() - std::min<std::size_t>(1024, answer_.size()));
  while (after_ == After::kRepeat && !stop.stop_requested() && send_all(client, end)) {
  }
  while (after_ == After::kStaySilent && readable(client, stop)) {
    if (::recv(client, buffer.data(), buffer.size(), 0) <= 0) return;
  }
}

std::string closed_address() {
  const Listener listener = listen_on_loopback();
  ::close(listener.descriptor);
  return "127.0.0.1:" + std::to_string(listener.port);
}

}  // namespace ow::media::test
