#include "server/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/thread_pool.hpp>
#include <exception>
#include <thread>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "base/thread.h"
#include "server/io/context.h"
#include "server/io/http_session.h"
#include "server/io/live_recheck.h"
#include "server/io/signal.h"
#include "server/io/tls_context.h"
#include "server/machine_names.h"
#include "server/resources/resources.h"

namespace ow::server {
namespace {

constexpr std::size_t kWorkerThreads = 4;
constexpr std::chrono::milliseconds kDrainTime{700};     // for goodbyes at a stop
constexpr std::chrono::milliseconds kStallCheck{1'000};
constexpr std::chrono::milliseconds kAcceptPause{100};   // after a failed accept, e.g. without free descriptors
constexpr const char* kAcceptTopic = "descriptors";

Status listen_on(Tcp::acceptor& acceptor, const std::string& address, std::uint16_t port) {
  boost::system::error_code error;
  const auto ip = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
  const Tcp::endpoint endpoint(ip, port);
  if (!error) acceptor.open(endpoint.protocol(), error);
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

Services with_load(Services services) {
  if (services.load == nullptr) services.load = std::make_shared<profile::SystemSampler>(services.clock);
  return services;
}

Notice refused_accept(const boost::system::error_code& error) {
  const bool none_left =
      error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system;
  return {kAcceptTopic, Severity::kError,
          none_left
              ? "there are no free file descriptors: new connections wait, what is connected and what runs goes on. "
                "Close viewers, or raise the limit (ulimit -n, LimitNOFILE=)"
              : "a connection could not be taken: " + error.message()};
}

/// Beyond this machine somebody has to be able to log in, or the owner has to say that everybody may come.
Status check_exposure(const ServerOptions& options, const Services& services) {
  if (!reaches_beyond_this_machine(options) || options.exposure == Exposure::kInsecure) return {};
  if (services.guard != nullptr) {
    OW_TRY(const bool has_accounts, services.guard->has_accounts());
    if (has_accounts) return {};
  }
  const int port = options.port == 0 ? 8000 : options.port;
  const std::string where =
      is_loopback(options.address)
          ? fmt::format("is there for this machine only, not behind {}", join(options.allowed_hosts))
          : fmt::format("listens on this machine only, not on {}", options.address);
  return fail(ErrorCode::kInvalidArgument,
              "the server has no users yet, so it {}. From another machine use `ssh "
              "-L {}:127.0.0.1:{} host` and open http://localhost:{} there; or add a user first (`overwatch users add "
              "NAME --role admin`); or let everybody in who reaches it (--insecure)",
              where, port, port, port);
}

using TlsContext = std::unique_ptr<asio::ssl::context>;

class BeastServer final : public Server {
 public:
  BeastServer(ServerOptions options, const Services& services, HostRules hosts, TlsContext tls)
      : services_(with_load(services)),
        tls_(std::move(tls)),
        context_{services_,
                 options.limits,
                 std::move(options.assets),
                 make_router(services_),
                 std::move(hosts),
                 pool_,
                 guard_pool_,
                 {log_in_pool_, options.limits.log_ins_max, "too many log-ins at once; try again in a second"},
                 {source_test_pool_, options.limits.source_tests_max,
                  "two sources are being tried already; try again in a few seconds"},
                 {measurement_pool_, options.limits.measurements_max,
                  "too many want to measure a model; try again in a few seconds"},
                 tls_.get()} {
    context_.executor = io_.get_executor();
  }
  ~BeastServer() override {
    BeastServer::stop();
    for (asio::thread_pool* pool : {&pool_, &guard_pool_, &log_in_pool_, &source_test_pool_, &measurement_pool_})
      pool->join();
  }

  Status listen(const std::string& address, std::uint16_t port) { return listen_on(acceptor_, address, port); }

  void start() override {
    asio::co_spawn(io_, accept(), asio::detached);
    asio::co_spawn(io_, end_stalled_connections(), asio::detached);
    if (context_.services.guard != nullptr) asio::co_spawn(io_, recheck_streams(context_), asio::detached);
    thread_ = std::jthread([this] {
      set_thread_name("ow-http");
      run_io();
    });
  }

  void stop() override {
    if (!thread_.joinable()) return;
    if (services_.speed_meter != nullptr) services_.speed_meter->stop();
    asio::co_spawn(io_, drain(), asio::detached);
    thread_.join();
  }

  std::uint16_t port() const override { return acceptor_port_; }
  void remember_port() { acceptor_port_ = acceptor_.local_endpoint().port(); }

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> end_stalled_connections();
  asio::awaitable<void> drain();
  void run_io();

  // The order matters: coroutines that are still there when `io_` goes use the context and the hub behind it, and the
  // workers' last results are posted to `io_`.
  const Services services_;
  TlsContext tls_;
  Context context_;
  asio::io_context io_{1};
  asio::thread_pool pool_{kWorkerThreads};
  asio::thread_pool guard_pool_{1};
  asio::thread_pool log_in_pool_{1};
  asio::thread_pool source_test_pool_{2};
  asio::thread_pool measurement_pool_{2};  // one measures, the other tells who comes meanwhile that it does
  Tcp::acceptor acceptor_{io_};
  std::uint16_t acceptor_port_ = 0;
  std::jthread thread_;
};

void BeastServer::run_io() {
  while (!io_.stopped()) {
    try {
      io_.run();
    } catch (const std::exception& thrown) {  // one handler had no memory, say: the others go on
      log::error("the server met a fault and goes on: {}", thrown.what());
    }
  }
}

asio::awaitable<void> BeastServer::accept() {
  Signal pause(io_.get_executor());
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwait);
    if (!acceptor_.is_open()) co_return;
    if (error) {
      context_.services.engine.notices().set(refused_accept(error));
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

asio::awaitable<void> BeastServer::end_stalled_connections() {
  Signal pause(io_.get_executor());
  const std::chrono::milliseconds every = std::min(kStallCheck, context_.limits.stall_timeout);
  while (acceptor_.is_open()) {
    co_await pause.wait(every);
    context_.connections.end_stalled(context_.services.clock.now());
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

bool reaches_beyond_this_machine(const ServerOptions& options) {
  const auto proxied = [](const std::string& host) { return host.starts_with("https://"); };
  return !is_loopback(options.address) || std::ranges::any_of(options.allowed_hosts, proxied);
}

Result<std::unique_ptr<Server>> Server::create(ServerOptions options, const Services& services) {
  OW_CHECK(check_listen_address(options.address));
  OW_CHECK(check_exposure(options, services));
  OW_TRY(HostRules hosts, HostRules::create(options.address, options.allowed_hosts));
  TlsContext tls;
  if (options.tls) {
    OW_TRY(tls, make_tls_context(*options.tls));
  }
  const std::string address = options.address;
  const std::uint16_t port = options.port;
  auto server = std::make_unique<BeastServer>(std::move(options), services, std::move(hosts), std::move(tls));
  OW_CHECK(server->listen(address, port));
  server->remember_port();
  return server;
}

}  // namespace ow::server
