#include "net/testing/http_server.h"

#include <sys/socket.h>

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <mutex>
#include <thread>

#include "base/text.h"

namespace ow::net::test {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

Seen parse(const std::string& head) {
  Seen out;
  std::size_t line = head.find("\r\n");
  const std::size_t first = head.find(' ');
  const std::size_t second = head.find(' ', first + 1);
  out.method = head.substr(0, first);
  out.target = head.substr(first + 1, second - first - 1);
  while (line + 2 < head.size()) {
    const std::size_t begin = line + 2;
    line = head.find("\r\n", begin);
    const std::string field = head.substr(begin, line - begin);
    const std::size_t colon = field.find(':');
    if (colon != std::string::npos) out.headers[to_lower(field.substr(0, colon))] = trim(field.substr(colon + 1));
  }
  return out;
}

}  // namespace

struct HttpServer::State {
  std::function<Answer(const Seen&)> answer;
  std::optional<Identity> identity;
  asio::io_context io;
  Tcp::acceptor acceptor{io, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::uint16_t port = acceptor.local_endpoint().port();
  std::mutex mutex;
  std::vector<Seen> seen;
  int client = -1;  ///< under the mutex: the connection that is being served
  bool over = false;
  std::jthread thread;

  void serve() {
    while (true) {
      Tcp::socket socket(io);
      boost::system::error_code code;
      acceptor.accept(socket, code);
      if (code || !set_client(socket.native_handle())) return;
      if (identity) {
        serve_tls(socket);
      } else {
        serve_one(socket);
      }
      set_client(-1);
    }
  }

  bool set_client(int descriptor) {
    const std::lock_guard lock(mutex);
    client = descriptor;
    return !over;
  }

  void serve_tls(Tcp::socket& socket) {
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.use_certificate(asio::buffer(identity->certificate), asio::ssl::context::pem);
    context.use_private_key(asio::buffer(identity->key), asio::ssl::context::pem);
    asio::ssl::stream<Tcp::socket&> stream(socket, context);
    boost::system::error_code code;
    stream.handshake(asio::ssl::stream_base::server, code);
    if (!code) serve_one(stream);
  }

  template <typename Stream>
  void serve_one(Stream& stream) {
    std::string bytes;
    std::array<char, 4096> block{};
    boost::system::error_code code;
    const auto read_more = [&] { bytes.append(block.data(), stream.read_some(asio::buffer(block), code)); };
    while (!code && bytes.find("\r\n\r\n") == std::string::npos) read_more();
    if (code) return;
    const std::size_t end = bytes.find("\r\n\r\n") + 4;
    Seen request = parse(bytes.substr(0, end - 2));
    const std::string length = request.header("content-length");
    const std::size_t total = end + (length.empty() ? 0 : std::stoul(length));
    while (!code && bytes.size() < total) read_more();
    request.body = bytes.substr(end);
    {
      const std::lock_guard lock(mutex);
      seen.push_back(request);
    }
    const Answer out = answer(request);
    asio::write(stream, asio::buffer(out.bytes), code);
    while (out.then == Then::kStaySilent && !code) read_more();
  }
};

std::string reply(std::string_view status, std::string_view body, std::string_view headers) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

HttpServer::HttpServer(std::function<Answer(const Seen&)> answer, std::optional<Identity> identity)
    : state_(std::make_unique<State>()) {
  state_->answer = std::move(answer);
  state_->identity = std::move(identity);
  state_->thread = std::jthread([state = state_.get()] { state->serve(); });
}

HttpServer::~HttpServer() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->over = true;
    ::shutdown(state_->acceptor.native_handle(), SHUT_RDWR);
    if (state_->client >= 0) ::shutdown(state_->client, SHUT_RDWR);
  }
  state_->thread.join();
}

std::uint16_t HttpServer::port() const { return state_->port; }

std::string HttpServer::url(std::string_view path) const {
  return (state_->identity ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port()) + std::string(path);
}

std::vector<Seen> HttpServer::seen() const {
  const std::lock_guard lock(state_->mutex);
  return state_->seen;
}

Answer serve_file(const Seen& request, const std::string& content, const std::string& etag) {
  const std::string tag = "ETag: " + etag + "\r\n";
  const std::string range = request.header("range");
  if (range.empty() || request.header("if-range") != etag) return {reply("200 OK", content, tag)};
  const std::size_t from = std::stoul(range.substr(std::string("bytes=").size()));
  if (from >= content.size()) return {reply("416 Range Not Satisfiable", "", tag)};
  return {reply("206 Partial Content", content.substr(from),
                tag + "Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(content.size() - 1) + "/" +
                    std::to_string(content.size()) + "\r\n")};
}

}  // namespace ow::net::test
