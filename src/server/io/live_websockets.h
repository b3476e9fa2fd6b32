// What is sent over the two kinds of WebSocket. Each call ends when its client has gone or was told goodbye.
#pragma once

#include <memory>
#include <string>

#include "server/io/picture_watch.h"
#include "server/io/websocket_client.h"
#include "server/log_json.h"

namespace ow::server {

/// The newest picture whenever the client has taken the last one. `wake` is that of both `client` and `watch`.
asio::awaitable<void> send_pictures(Context& context, std::shared_ptr<WebSocketClient> client,
                                    std::unique_ptr<PictureWatch> watch, std::shared_ptr<Signal> wake,
                                    std::string workflow);

/// The status feed's newest text, of one workflow or (empty) of all.
asio::awaitable<void> send_status(Context& context, std::shared_ptr<WebSocketClient> client,
                                  std::shared_ptr<Signal> wake, std::string workflow);

/// New lines of the log, a few times a second while there are any.
asio::awaitable<void> send_log(Context& context, std::shared_ptr<WebSocketClient> client, std::shared_ptr<Signal> wake,
                               LogQuery query);

}  // namespace ow::server
