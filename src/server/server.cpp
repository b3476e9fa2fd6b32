#include "server/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/thread_pool.hpp>
#include <thread>

#include "base/log.h"
#include "base/thread.h"
#include "server/access.h"
#include "server/io/context.h"
#include "server/io/http_session.h"
#include "server/io/signal.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

constexpr std::size_t kWorkerThreads = 2;
constexpr std::chrono::milliseconds kDrainTime{700};     // for goodbyes at a stop
constexpr std::chrono::milliseconds kAcceptPause{100};   // after a failed accept, e.g. without free descriptors
constexpr const char* kAcceptTopic = "descriptors";

Status listen_on(Tcp::acceptor& acceptor, const std::string& address, std::uint16_t port) {
  boost::system::error_code error;
  const auto ip = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
  if (error) return fail(ErrorCode::kInvalidArgument, "'{}' is no IP address", address);
  const Tcp::endpoint endpoint(ip, port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use) {
    return fail(ErrorCode::kAlreadyExists, "port {} is taken by another program; use --port N", port);
  }
  if (error == asio::error::access_denied) {
    return fail(ErrorCode::kPermissionDenied, "port {} needs rights that this user has not; use --port N above 1023",
                port);
  }
  if (error) return fail(ErrorCode::kUnavailable, "cannot listen on {}:{}: {}", address, port, error.message());
  return {};
}

class BeastServer final : public Server {
 public:
  BeastServer(ServerOptions options, const Services& services)
      : context_{services, options.limits, std::move(options.assets), make_router(services), pool_} {
    context_.executor = io_.get_executor();
  }
  ~BeastServer() override {
    BeastServer::stop();
    pool_.join();
  }

  Status listen(const std::string& address, std::uint16_t port) { return listen_on(acceptor_, address, port); }

  void start() override {
    asio::co_spawn(io_, accept(), asio::detached);
    thread_ = std::jthread([this] {
      set_thread_name("ow-http");
      run_io();
    });
  }

  void stop() override {
    if (!thread_.joinable()) return;
    asio::co_spawn(io_, drain(), asio::detached);
    thread_.join();
  }

  std::uint16_t port() const override { return acceptor_port_; }
  void remember_port() { acceptor_port_ = acceptor_.local_endpoint().port(); }

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> drain();
  void note_refused_accept(const boost::system::error_code& error);
  void run_io();

  // The order matters: coroutines that are still there when `io_` goes use the context and the hub behind it, and the
  // workers' last results are posted to `io_`.
  Context context_;
  asio::io_context io_{1};
  asio::thread_pool pool_{kWorkerThreads};
  Tcp::acceptor acceptor_{io_};
  std::uint16_t acceptor_port_ = 0;
  std::jthread thread_;
};

void BeastServer::note_refused_accept(const boost::system::error_code& error) {
  const bool none_left =
      error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system;
  context_.services.engine.notices().set(
      {kAcceptTopic, Severity::kError,
       none_left
           ? "there are no free file descriptors: new connections wait, what is connected and what runs goes on. Close "
             "viewers, or raise the limit (ulimit -n, LimitNOFILE=)"
           : "a connection could not be taken: " + error.message()});
}

asio::awaitable<void> BeastServer::accept() {
  Signal pause(io_.get_executor());
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwait);
    if (!acceptor_.is_open()) co_return;
    if (error) {
      note_refused_accept(error);
      co_await pause.wait(kAcceptPause);
      continue;
    }
    context_.services.engine.notices().clear(kAcceptTopic, "connections are taken again");
    if (context_.connections.size() >= context_.limits.connections_max) {
      start_refusal(std::move(socket), context_);
    } else {
      start_http_session(std::move(socket), context_);
    }
  }
}

void BeastServer::run_io() {
  while (!io_.stopped()) {
    try {
      io_.run();
    } catch (const std::exception& thrown) {  // one handler had no memory: the others go on
      log::error("the server met a fault and goes on: {}", thrown.what());
    }
  }
}

asio::awaitable<void> BeastServer::drain() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  auto empty = std::make_shared<Signal>(io_.get_executor());
  context_.connections.on_empty([empty] { empty->notify(); });
  context_.connections.shut_down_all();
  if (context_.connections.size() > 0) co_await empty->wait(kDrainTime);
  context_.connections.on_empty({});
  io_.stop();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::create(ServerOptions options, const Services& services) {
  OW_CHECK(check_listen_address(options.address));
  const std::string address = options.address;
  const std::uint16_t port = options.port;
  auto server = std::make_unique<BeastServer>(std::move(options), services);
  OW_CHECK(server->listen(address, port));
  server->remember_port();
  return server;
}

}  // namespace ow::server
