// Live pictures over plain HTTP.
#pragma once

#include <memory>
#include <string>

#include "server/io/context.h"
#include "server/io/picture_watch.h"
#include "server/io/stream.h"

namespace ow::server {

/// multipart/x-mixed-replace until the client goes or the view ends; the newest picture each time.
asio::awaitable<void> stream_mjpeg(Context& context, Stream& stream, std::unique_ptr<PictureWatch> watch,
                                   std::shared_ptr<Signal> wake);

/// What stream_mjpeg answers before its first part.
Response mjpeg_response();

/// One picture. A view that nobody watches makes none, so a stale one is followed by a short wait for a fresh one; 503
/// with Retry-After when there is none in the end.
asio::awaitable<Response> newest_jpeg(Context& context, std::unique_ptr<PictureWatch> watch,
                                      std::shared_ptr<Signal> wake);

}  // namespace ow::server
