// Context: what every connection of a server shares. Holds nothing of Asio's that could outlive its io_context.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string_view>

#include "server/asset_source.h"
#include "server/host_rules.h"
#include "server/io/connections.h"
#include "server/io/status_feed.h"
#include "server/router.h"
#include "server/server.h"

namespace boost::asio {
class thread_pool;
namespace ssl {
class context;
}
}  // namespace boost::asio

namespace ow::server {

/// Threads for one kind of long calls, and how many of them may go on or wait.
struct SlowLane {
  boost::asio::thread_pool& pool;
  std::size_t calls_max;
  std::string_view refusal;
  std::size_t calls = 0;
};

struct Context {
  Services services;
  Limits limits;
  std::shared_ptr<const AssetSource> assets;
  Router router;                    ///< read-only once the server runs
  HostRules hosts;
  boost::asio::thread_pool& pool;         ///< for calls that may block
  boost::asio::thread_pool& guard_pool;   ///< for what the account store is asked before a call: never behind one
  SlowLane log_ins;
  SlowLane source_tests;
  SlowLane measurements;
  boost::asio::ssl::context* tls = nullptr;  ///< null: plain connections
  boost::asio::any_io_executor executor{};  ///< of the I/O thread
  Connections connections{};
  StatusFeed feed{};
  std::uint64_t body_bytes = 0;     ///< of large bodies that are being read or worked on
  std::size_t refusals = 0;         ///< connections that are being told that there are too many
};

}  // namespace ow::server
