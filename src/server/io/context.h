// Context: what every connection of a server shares. Holds nothing of Asio's that could outlive its io_context.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

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

struct Context {
  Services services;
  Limits limits;
  std::shared_ptr<const AssetSource> assets;
  Router router;                    ///< read-only once the server runs
  HostRules hosts;
  boost::asio::thread_pool& pool;         ///< for calls that may block
  boost::asio::thread_pool& slow_pool;    ///< for log-ins; one thread
  boost::asio::ssl::context* tls = nullptr;  ///< null: plain connections
  boost::asio::any_io_executor executor{};  ///< of the I/O thread
  Connections connections{};
  StatusFeed feed{};
  std::size_t slow_calls = 0;       ///< that are going on or wait
  std::uint64_t body_bytes = 0;     ///< of large bodies that are being read or worked on
  std::size_t refusals = 0;         ///< connections that are being told that there are too many
};

}  // namespace ow::server
