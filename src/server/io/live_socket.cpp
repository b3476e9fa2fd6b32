#include "server/io/live_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace ow::server {

namespace {

/// What has not even been sent: about one picture, so that a slow viewer's next one is a new one.
constexpr int kUnsentBytesMax = 64 << 10;
/// All that the kernel keeps for a viewer, bytes on their way included. At 100 ms of round trip this still carries 15 pictures of
/// 70 KB a second and more; without it the kernel goes up to 4 MB a viewer.
constexpr int kSendBufferBytes = 256 << 10;

}  // namespace

void keep_unsent_small(int socket) {
  static_cast<void>(setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &kSendBufferBytes, sizeof kSendBufferBytes));
#ifdef TCP_NOTSENT_LOWAT
  static_cast<void>(setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytesMax, sizeof kUnsentBytesMax));
#endif
}

}  // namespace ow::server
