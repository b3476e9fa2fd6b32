// One HTTP connection, until it ends or becomes a WebSocket.
#pragma once

#include "server/io/asio.h"
#include "server/io/context.h"

namespace ow::server {

/// Takes the connection over; I/O thread.
void start_http_session(Tcp::socket socket, Context& context);

/// Answers 503 and closes: there are too many connections.
void start_refusal(Tcp::socket socket, Context& context);

}  // namespace ow::server
