// The part of Asio that all of io/ uses. Boost is included by io/ alone; nothing outside includes io/.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace ow::server {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

/// GCC 12 miscompiles a co_await within the condition of `while`; here it stands in statements of its own only.

/// `auto [error, size] = co_await …(…, kAwait);`: errors as values.
inline constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

}  // namespace ow::server
