#include "server/io/live_http.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>

#include "server/io/live_socket.h"
#include "server/problem.h"

namespace ow::server {
namespace {

constexpr std::chrono::milliseconds kFresh{1'000};      // a picture younger than this is shown as it is
constexpr std::chrono::milliseconds kFreshWait{2'000};  // for a fresh one, model loading not included
constexpr std::chrono::milliseconds kGoodbyeTime{500};

// The boundary goes out right behind a picture and not before the next one: a browser shows a part when it sees its end.
constexpr std::string_view kBoundary = "\r\n--overwatch-picture\r\n";

struct StreamEnd {
  bool reached = false;
};

/// Ends when the client closes; it has nothing to say.
asio::awaitable<void> watch_for_end(Stream& stream, std::shared_ptr<StreamEnd> end, std::shared_ptr<Signal> wake,
                                    std::shared_ptr<Signal> done) {
  std::array<char, 512> ignored{};
  stream.expires_never();
  for (;;) {
    auto [error, size] = co_await stream.async_read_some(asio::buffer(ignored), kAwait);
    if (error) break;
  }
  end->reached = true;
  wake->notify();
  done->notify();
}

std::string part_head(const live::Picture& picture) {
  return fmt::format(
      "Content-Type: image/jpeg\r\nContent-Length: {}\r\nX-Sequence: {}\r\nX-Capture-Unix-Us: {}\r\n\r\n",
      picture.bytes.size(), picture.sequence, picture.capture_unix_us);
}

asio::awaitable<bool> write_all(Stream& stream, std::array<asio::const_buffer, 3> parts,
                                std::chrono::milliseconds timeout) {
  stream.expires_after(timeout);
  auto [error, size] = co_await asio::async_write(stream, parts, kAwait);
  co_return !error;
}

asio::awaitable<void> send_parts(Context& context, Stream& stream, PictureWatch& watch, Signal& wake,
                                 const StreamEnd& end) {
  const Clock& clock = context.services.clock;
  while (!end.reached) {
    const live::PicturePtr picture = watch.take();
    if (!picture) {
      if (watch.ended()) co_return;
      co_await wake.wait(kUntilNotified);
      continue;
    }
    const TimePoint begin = clock.now();
    const std::string head = part_head(*picture);
    const std::array<asio::const_buffer, 3> parts{asio::buffer(head), asio::buffer(picture->bytes),
                                                  asio::buffer(kBoundary)};
    const bool written = co_await write_all(stream, parts, context.limits.stall_timeout);
    if (!written) co_return;
    watch.sent(*picture, begin, clock.now());
  }
}

Response picture_response(const live::Picture& picture) {
  Response out;
  out.content_type = "image/jpeg";
  out.headers.emplace_back("X-Sequence", std::to_string(picture.sequence));
  out.headers.emplace_back("X-Capture-Unix-Us", std::to_string(picture.capture_unix_us));
  out.body.assign(picture.bytes.begin(), picture.bytes.end());
  return out;
}

}  // namespace

Response mjpeg_response() {
  Response out;
  out.content_type = "multipart/x-mixed-replace; boundary=overwatch-picture";
  return out;
}

asio::awaitable<void> stream_mjpeg(Context& context, Stream& stream, std::unique_ptr<PictureWatch> watch,
                                   std::shared_ptr<Signal> wake) {
  keep_unsent_small(stream.socket().native_handle());
  const std::string head = head_of_stream(mjpeg_response());
  const std::array<asio::const_buffer, 3> parts{asio::buffer(head), asio::buffer(kBoundary), asio::const_buffer()};
  const bool written = co_await write_all(stream, parts, context.limits.request_timeout);
  if (!written) co_return;

  auto end = std::make_shared<StreamEnd>();
  auto done = std::make_shared<Signal>(context.executor);
  asio::co_spawn(context.executor, watch_for_end(stream, end, wake, done), asio::detached);
  co_await send_parts(context, stream, *watch, *wake, *end);
  watch.reset();
  // The reader borrows the stream: it must be over before the stream goes.
  co_await stream.say_end(kGoodbyeTime);
  if (!end->reached) co_await done->wait(std::chrono::seconds(1));
  stream.close();
  if (!end->reached) co_await done->wait(kUntilNotified);
}

asio::awaitable<Response> newest_jpeg(Context& context, std::unique_ptr<PictureWatch> watch,
                                      std::shared_ptr<Signal> wake) {
  const Clock& clock = context.services.clock;
  watch->view().touch(clock.now());
  live::PicturePtr picture = watch->view().newest();
  if (!picture || clock.now() - picture->encoded > kFresh) {
    co_await wake->wait(kFreshWait);
    picture = watch->view().newest();
  }
  if (picture) co_return picture_response(*picture);
  co_return problem(Error{ErrorCode::kUnavailable, "the view has no picture yet; try again in a second", {}});
}

}  // namespace ow::server
