// Socket settings for live pictures.
#pragma once

namespace ow::server {

/// Lets the kernel take a new picture only when little of the last one is unsent: what lies in its buffers cannot be
/// replaced by a newer picture any more. A failure costs freshness, nothing else, and is ignored.
void keep_unsent_small(int socket);

}  // namespace ow::server
