#include "server/io/live_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace ow::server {

void keep_unsent_small(int socket) {
#ifdef TCP_NOTSENT_LOWAT
  const int bytes = 64 << 10;
  static_cast<void>(setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes));
#else
  static_cast<void>(socket);
#endif
}

}  // namespace ow::server
