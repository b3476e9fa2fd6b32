#include "net/testing/relay_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stop_token>
#include <thread>

namespace ow::net::test {
namespace {

constexpr int kPollMs = 20;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

void send_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

/// Both ways, until one side ends.
void relay(int a, int b, const std::stop_token& stop) {
  std::array<pollfd, 2> ends = {{{a, POLLIN, 0}, {b, POLLIN, 0}}};
  std::array<char, 16384> block{};
  while (!stop.stop_requested()) {
    if (::poll(ends.data(), ends.size(), kPollMs) <= 0) continue;
    for (std::size_t i = 0; i < 2; ++i) {
      if (ends[i].revents == 0) continue;
      const ssize_t count = ::recv(ends[i].fd, block.data(), block.size(), 0);
      if (count <= 0) return;
      send_all(ends[1 - i].fd, {block.data(), static_cast<std::size_t>(count)});
    }
  }
}

}  // namespace

struct RelayProxy::State {
  std::string authorization;
  int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  std::uint16_t port = 0;
  std::atomic<int> tunnels{0};
  std::jthread thread;

  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const int client = ::accept(listener, nullptr, nullptr);
      if (client < 0) return;
      tunnel(client, stop);
      ::close(client);
    }
  }

  void tunnel(int client, const std::stop_token& stop) {
    std::string head;
    char byte = 0;
    while (!head.ends_with("\r\n\r\n") && ::recv(client, &byte, 1, 0) == 1) head += byte;
    if (!authorization.empty() && head.find("Proxy-Authorization: " + authorization + "\r\n") == std::string::npos) {
      send_all(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const std::size_t colon = head.find(':');
    if (!head.starts_with("CONNECT ") || colon == std::string::npos) return;
    const sockaddr_in target = loopback(static_cast<std::uint16_t>(std::stoi(head.substr(colon + 1))));
    const int upstream = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(upstream, reinterpret_cast<const sockaddr*>(&target), sizeof(target)) == 0) {
      ++tunnels;
      send_all(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      relay(client, upstream, stop);
    } else {
      send_all(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    }
    ::close(upstream);
  }
};

RelayProxy::RelayProxy(std::string authorization) : state_(std::make_unique<State>()) {
  state_->authorization = std::move(authorization);
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof(address);
  ::bind(state_->listener, reinterpret_cast<const sockaddr*>(&address), length);
  ::listen(state_->listener, 8);
  ::getsockname(state_->listener, reinterpret_cast<sockaddr*>(&address), &length);
  state_->port = ntohs(address.sin_port);
  state_->thread = std::jthread([state = state_.get()](const std::stop_token& stop) { state->serve(stop); });
}

RelayProxy::~RelayProxy() {
  state_->thread.request_stop();
  ::shutdown(state_->listener, SHUT_RDWR);
  state_->thread.join();
  ::close(state_->listener);
}

std::uint16_t RelayProxy::port() const { return state_->port; }

int RelayProxy::tunnels() const { return state_->tunnels; }

}  // namespace ow::net::test
