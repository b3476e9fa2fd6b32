// run_blocking: a call that may wait, made on a worker thread while the I/O thread goes on.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/log.h"
#include "server/io/signal.h"

namespace ow::server {

/// `work` on a worker thread. Nothing when it throws (which is logged), or when `timeout` passes first: then it goes on all the
/// same and its result is thrown away, so it must own what it uses.
template <typename T>
asio::awaitable<std::optional<T>> run_blocking(asio::thread_pool& pool, std::function<T()> work,
                                               std::chrono::milliseconds timeout) {
  struct Call {
    explicit Call(const asio::any_io_executor& executor) : done(executor) {}
    Signal done;
    std::optional<T> result;
  };
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  auto call = std::make_shared<Call>(executor);
  // The worker touches nothing of `call`: it hands it back to the I/O thread together with the result.
  auto job = [call, executor, work = std::move(work)]() mutable {
    std::optional<T> result;
    try {
      result = work();
    } catch (const std::exception& thrown) {
      log::error("a request failed: {}", thrown.what());
    }
    asio::post(executor, [call = std::move(call), result = std::move(result)]() mutable {
      call->result = std::move(result);
      call->done.notify();
    });
  };
  asio::post(pool, std::move(job));
  co_await call->done.wait(timeout);
  co_return std::move(call->result);
}

}  // namespace ow::server
