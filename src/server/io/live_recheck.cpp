#include "server/io/live_recheck.h"

#include "server/io/blocking.h"

namespace ow::server {
namespace {

/// Every stream's route asks for a viewer, which every role is. When the store does not answer, nobody is cut off.
asio::awaitable<void> recheck(Context& context, Credential credential) {
  Guard& guard = *context.services.guard;
  std::function<Result<Admitted>()> work = [&guard, credential] { return guard.examine(credential); };
  auto examined =
      co_await run_blocking<Result<Admitted>>(context.guard_pool, std::move(work), context.limits.request_timeout);
  const bool refused = examined && *examined && !**examined;
  if (refused) context.connections.log_out(credential);
}

}  // namespace

asio::awaitable<void> recheck_streams(Context& context) {
  Signal pause(context.executor);
  for (;;) {
    co_await pause.wait(context.limits.recheck_interval);
    const std::vector<Credential> credentials = context.connections.credentials();
    for (const Credential& each : credentials) co_await recheck(context, each);
  }
}

}  // namespace ow::server
