// Looks again and again whether those who watch are still let in.
#pragma once

#include "server/io/asio.h"
#include "server/io/context.h"

namespace ow::server {

/// Ends the streams whose session or token has ended since. Goes on until the I/O thread stops; needs a guard.
asio::awaitable<void> recheck_streams(Context& context);

}  // namespace ow::server
