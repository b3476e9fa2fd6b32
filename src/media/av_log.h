// libav's own messages: they belong into our log, never on the terminal.
#pragma once

namespace ow::media {

/// Sends libav's errors to the log at debug level, from the first call on. Safe from any thread.
void route_av_log();

}  // namespace ow::media
