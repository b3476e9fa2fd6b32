#include "overwatch/load_viewers.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

#include "base/thread.h"
#include "overwatch/load_stream.h"

namespace ow::cli {
namespace {

constexpr std::size_t kBlockBytes = 256 << 10;
constexpr std::size_t kSlowBytesPerSecond = 150'000;
constexpr std::chrono::milliseconds kSlowEvery{50};

using SteadyTime = std::chrono::steady_clock::time_point;

double unix_ms_now() {
  return std::chrono::duration<double, std::milli>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// The handshake; what came behind its answer. RFC 6455 wants 16 random bytes as the key, and a client that only measures
/// needs no randomness.
Result<std::string> upgrade(int descriptor, const Endpoint& endpoint, const std::string& path) {
  const std::string request = fmt::format(
      "GET {} HTTP/1.1\r\nHost: {}:{}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: b3ZlcndhdGNoLWxvYWQtMQ==\r\n\r\n",
      path, endpoint.host, endpoint.port);
  if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
    return fail(ErrorCode::kUnavailable, "the server cut a viewer's connection");
  }
  std::string answer;
  std::array<char, 4096> block{};
  while (answer.find("\r\n\r\n") == std::string::npos) {
    const ssize_t count = ::recv(descriptor, block.data(), block.size(), 0);
    if (count <= 0) return fail(ErrorCode::kUnavailable, "no answer to a viewer's handshake");
    answer.append(block.data(), static_cast<std::size_t>(count));
  }
  if (!answer.starts_with("HTTP/1.1 101")) {
    return fail(ErrorCode::kUnavailable, "a viewer was refused: {}", answer.substr(0, answer.find('\r')));
  }
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

}  // namespace

struct LoadCrowd::Viewer {
  Viewer(int socket, Kind what, std::size_t place, LoadStream::Events events)
      : descriptor(socket), kind(what), index(place), stream(std::move(events)) {}
  ~Viewer() {
    if (descriptor >= 0) ::close(descriptor);
  }
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  int descriptor;
  Kind kind;
  std::size_t index;  ///< among those of its kind
  LoadStream stream;
  std::optional<SteadyTime> last;
};

LoadCrowd::LoadCrowd() : block_(kBlockBytes), poll_(::epoll_create1(EPOLL_CLOEXEC)) {}

LoadCrowd::~LoadCrowd() {
  thread_ = {};  // joins
  viewers_.clear();
  if (poll_ >= 0) ::close(poll_);
}

Result<std::unique_ptr<LoadCrowd>> LoadCrowd::connect(const Endpoint& endpoint, const CrowdOptions& options) {
  std::unique_ptr<LoadCrowd> crowd(new LoadCrowd);
  crowd->second_.viewer_pictures.resize(options.viewers);
  for (unsigned i = 0; i < options.stalled; ++i) OW_CHECK(crowd->join(endpoint, options.path, Kind::kStalled));
  for (unsigned i = 0; i < options.slow; ++i) OW_CHECK(crowd->join(endpoint, options.path, Kind::kSlow));
  const std::size_t others = crowd->viewers_.size();
  for (unsigned i = 0; i < options.viewers; ++i) {
    OW_CHECK(crowd->join(endpoint, options.path, Kind::kFast));
    crowd->viewers_.back()->index = crowd->viewers_.size() - 1 - others;
  }
  crowd->thread_ = std::jthread([raw = crowd.get()](std::stop_token stop) { raw->run(std::move(stop)); });
  return crowd;
}

Status LoadCrowd::join(const Endpoint& endpoint, const std::string& path, Kind kind) {
  OW_TRY(const int descriptor, connect_to(endpoint));
  LoadStream::Events events;
  const std::size_t place = viewers_.size();
  events.on_picture = [this, place](const SeenPicture& picture) { on_picture(*viewers_[place], picture); };
  events.on_ping = [descriptor](const std::string& payload) {
    std::string pong = {static_cast<char>(0x8A), static_cast<char>(0x80 | payload.size()), 0, 0, 0, 0};
    pong += payload;  // masked with zeros
    static_cast<void>(::send(descriptor, pong.data(), pong.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  };
  viewers_.push_back(std::make_unique<Viewer>(descriptor, kind, 0, std::move(events)));
  if (kind != Kind::kFast) {
    const int bytes = 32 << 10;  // or the kernel would take pictures in for minutes
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
  }
  OW_TRY(const std::string rest, upgrade(descriptor, endpoint, path));
  viewers_.back()->stream.feed({reinterpret_cast<const std::uint8_t*>(rest.data()), rest.size()});
  ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  epoll_event event{};
  event.events = kind == Kind::kFast ? EPOLLIN : EPOLLHUP;  // errors and ends are always told
  event.data.u64 = place;
  ::epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
  return {};
}

void LoadCrowd::run(std::stop_token stop) {
  set_thread_name(kCrowdThreadName);
  std::array<epoll_event, 256> events{};
  SteadyTime next_slow = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    const int count =
        ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), static_cast<int>(kSlowEvery.count()));
    for (int i = 0; i < count; ++i) {
      Viewer& viewer = *viewers_[events[static_cast<std::size_t>(i)].data.u64];
      if (viewer.kind == Kind::kFast) {
        read(viewer, kBlockBytes);
      } else {
        close(viewer);
      }
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    if (now < next_slow) continue;
    next_slow = now + kSlowEvery;
    for (const auto& viewer : viewers_) {
      if (viewer->kind == Kind::kSlow) read(*viewer, kSlowBytesPerSecond * kSlowEvery.count() / 1000);
    }
  }
}

void LoadCrowd::read(Viewer& viewer, std::size_t bytes_max) {
  if (viewer.descriptor < 0) return;
  const ssize_t count = ::recv(viewer.descriptor, block_.data(), std::min(bytes_max, block_.size()), 0);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) return close(viewer);
  viewer.stream.feed({block_.data(), static_cast<std::size_t>(count)});
}

void LoadCrowd::close(Viewer& viewer) {
  if (viewer.descriptor < 0) return;
  ::close(viewer.descriptor);
  viewer.descriptor = -1;
  const std::lock_guard lock(mutex_);
  switch (viewer.kind) {
    case Kind::kFast: ++second_.fast_closed; break;
    case Kind::kSlow: ++second_.slow_closed; break;
    case Kind::kStalled: ++second_.stalled_closed; break;
  }
}

void LoadCrowd::on_picture(Viewer& viewer, const SeenPicture& picture) {
  if (viewer.kind == Kind::kStalled) return;  // what came with the handshake's answer
  const SteadyTime now = std::chrono::steady_clock::now();
  const double latency_ms = unix_ms_now() - picture.capture_unix_ms;
  const std::lock_guard lock(mutex_);
  if (viewer.kind == Kind::kSlow) {
    second_.slow_bytes.push_back(static_cast<double>(picture.bytes));
    second_.slow_reduced += picture.reduced ? 1 : 0;
    return;
  }
  ++second_.pictures;
  ++second_.viewer_pictures[viewer.index];
  second_.bytes += picture.bytes;
  second_.latency_ms.push_back(latency_ms);
  if (picture.sequence > newest_) {
    newest_ = picture.sequence;
    ++second_.new_pictures;
  }
  if (viewer.index == 0 && viewer.last) {
    second_.intervals_ms.push_back(std::chrono::duration<double, std::milli>(now - *viewer.last).count());
  }
  viewer.last = now;
}

CrowdSecond LoadCrowd::take() {
  CrowdSecond fresh;
  const std::lock_guard lock(mutex_);
  fresh.viewer_pictures.resize(second_.viewer_pictures.size());
  fresh.fast_closed = second_.fast_closed;
  fresh.slow_closed = second_.slow_closed;
  fresh.stalled_closed = second_.stalled_closed;
  return std::exchange(second_, std::move(fresh));
}

}  // namespace ow::cli
