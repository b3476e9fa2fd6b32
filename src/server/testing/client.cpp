#include "server/testing/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <cerrno>
#include <stdexcept>

#include "base/text.h"

namespace ow::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

void check(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

}  // namespace

PlainClient::PlainClient(std::uint16_t port, std::optional<int> receive_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  check(socket_ >= 0, "no socket");
  if (receive_bytes) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &*receive_bytes, sizeof *receive_bytes);
  const timeval limit{60, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int connected = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  check(connected == 0, "cannot connect");
}

PlainClient::~PlainClient() { ::close(socket_); }

void PlainClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return;  // the server has closed: its answer says why
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

void PlainClient::end_sending() { ::shutdown(socket_, SHUT_WR); }

bool PlainClient::fill() {
  std::array<char, 65536> chunk;
  const ssize_t size = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (size <= 0) return false;
  buffer_.append(chunk.data(), static_cast<std::size_t>(size));
  return true;
}

std::string PlainClient::read_until(std::string_view mark) {
  std::size_t at = buffer_.find(mark);
  while (at == std::string::npos && fill()) at = buffer_.find(mark);
  return read_exactly(at == std::string::npos ? buffer_.size() : at + mark.size());
}

std::string PlainClient::read_exactly(std::size_t size) {
  while (buffer_.size() < size && fill()) {
  }
  std::string out = buffer_.substr(0, size);
  buffer_.erase(0, out.size());
  return out;
}

Reply PlainClient::read_reply(std::string_view method) {
  Reply out;
  std::string head = read_until("\r\n\r\n");
  if (!head.ends_with("\r\n\r\n")) return out;
  out.status = std::stoi(head.substr(head.find(' ') + 1, 3));
  for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
    const std::size_t end = head.find("\r\n", at);
    const std::string line = head.substr(at, end - at);
    const std::size_t colon = line.find(':');
    out.headers.emplace(to_lower(line.substr(0, colon)), std::string(trim(line.substr(colon + 1))));
    at = end + 2;
  }
  const auto length = out.headers.find("content-length");
  if (length != out.headers.end() && method != "HEAD") out.body = read_exactly(std::stoul(length->second));
  return out;
}

bool PlainClient::closed_by_server() {
  char byte = 0;
  const ssize_t size = ::recv(socket_, &byte, 1, MSG_PEEK);
  return buffer_.empty() && (size == 0 || (size < 0 && errno == ECONNRESET));
}

Reply request(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers,
              std::string_view body) {
  PlainClient client(port);
  std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
  bool named = false;
  for (const auto& [name, value] : headers) {
    named = named || name == "Host";
    text += name + ": " + value + "\r\n";
  }
  if (!named) text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  client.send(text + "\r\n");
  client.send(body);
  return client.read_reply(method);
}

struct WebSocket::State {
  asio::io_context io;
  websocket::stream<asio::ip::tcp::socket> stream{io};
};

WebSocket::WebSocket(std::uint16_t port, std::string target, const Headers& headers)
    : state_(std::make_unique<State>()) {
  auto& socket = beast::get_lowest_layer(state_->stream);
  socket.connect({asio::ip::address_v4::loopback(), port});
  state_->stream.set_option(websocket::stream_base::decorator([headers](websocket::request_type& request) {
    for (const auto& [name, value] : headers) request.set(name, value);
  }));
  state_->stream.handshake("127.0.0.1:" + std::to_string(port), target);
}

WebSocket::~WebSocket() = default;

std::optional<std::string> WebSocket::read() {
  beast::flat_buffer buffer;
  std::optional<beast::error_code> result;
  state_->stream.async_read(buffer, [&](beast::error_code error, std::size_t) { result = error; });
  state_->io.restart();
  state_->io.run_for(std::chrono::seconds(5));
  if (!result) {
    beast::get_lowest_layer(state_->stream).close();
    state_->io.run();
    return std::nullopt;
  }
  if (*result) return std::nullopt;
  return beast::buffers_to_string(buffer.data());
}

void WebSocket::send(const std::string& text) { state_->stream.write(asio::buffer(text)); }

int WebSocket::close_code() const { return state_->stream.reason().code; }

std::string WebSocket::close_reason() const {
  const auto reason = state_->stream.reason().reason;
  return {reason.data(), reason.size()};
}

}  // namespace ow::server
