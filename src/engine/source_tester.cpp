#include "engine/source_tester.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "base/credentials.h"
#include "engine/still.h"
#include "graph/secrets.h"
#include "media/source.h"
#include "nodes/resolve.h"

namespace ow::engine {
namespace {

constexpr std::chrono::milliseconds kOpenTime{5'000};
constexpr std::chrono::milliseconds kFrameTime{5'000};
constexpr std::size_t kDevicesMax = 64;
/// Frames that a decoder may mark as damaged before the first good one: a camera joined between two key frames.
constexpr int kCorruptMax = 300;

class Place {
 public:
  explicit Place(std::counting_semaphore<2>& places) : places_(places) {}
  ~Place() { places_.release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::counting_semaphore<2>& places_;
};

Result<FramePtr> first_frame(media::Source& source, const Clock& clock) {
  const TimePoint deadline = clock.now() + kFrameTime;
  for (int corrupt = 0; corrupt < kCorruptMax && clock.now() < deadline; ++corrupt) {
    OW_TRY(media::ReadResult read, source.read({}));
    if (auto* frame = std::get_if<media::SourceFrame>(&read)) return std::move(frame->frame);
    if (std::holds_alternative<media::EndOfSource>(read)) {
      return fail(ErrorCode::kDataLoss, "the source is empty: it ended before its first frame");
    }
  }
  return fail(ErrorCode::kDataLoss, "the source is open, but none of its first frames could be decoded");
}

Result<SourceProbe> probe(const media::SourceOptions& options, int width_max, const Clock& clock) {
  const TimePoint begin = clock.now();
  OW_TRY(const auto source, media::open_source(options, clock, {}));
  const TimePoint open = clock.now();
  OW_TRY(const FramePtr frame, first_frame(*source, clock));
  const TimePoint decoded = clock.now();
  OW_TRY(Still still, encode_still(*frame, width_max));
  const media::SourceInfo& info = source->info();
  return SourceProbe{.size = info.size,
                     .frames_per_second = info.frames_per_second,
                     .frame_count = info.frame_count,
                     .live = info.live,
                     .seekable = info.seekable,
                     .codec = info.codec,
                     .decoder = info.decoder,
                     .open_ms = to_ms(open - begin),
                     .first_frame_ms = to_ms(decoded - open),
                     .picture_size = still.size,
                     .jpeg = std::move(still.jpeg)};
}

std::optional<int> device_number(const std::string& name) {
  constexpr std::string_view kPrefix = "video";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<SourceProbe> SourceTester::test(const SourceTest& test) {
  OW_CHECK(graph::check_not_hidden(test.source, "source"));
  if (!places_.try_acquire()) {
    return fail(ErrorCode::kResourceExhausted, "two sources are being tried already; try again in a few seconds");
  }
  const Place place(places_);
  media::SourceOptions options;
  options.access = runtime_.shared_access();
  options.name = mask_address(test.source);
  OW_TRY(options.uri, nodes::resolve_source(runtime_.access(), test.source));
  options.rtsp_transport = test.rtsp_transport;
  options.open_timeout = kOpenTime;
  options.silence_timeout = kFrameTime;
  auto result = probe(options, test.width_max, runtime_.clock());
  if (result) return result;
  Error error = result.error();
  error.message = mask_credentials(error.message);
  if (error.place.empty()) error.place = "source";
  return std::unexpected(std::move(error));
}

std::vector<CaptureDevice> find_capture_devices() {
  namespace fs = std::filesystem;
  // A device has several nodes; the one with index 0 gives pictures, the others metadata.
  const fs::path classes = "/sys/class/video4linux";
  std::vector<std::pair<int, CaptureDevice>> found;
  std::error_code error;
  for (fs::directory_iterator entry(classes, error), end; !error && entry != end && found.size() < kDevicesMax;
       entry.increment(error)) {
    const auto number = device_number(entry->path().filename().string());
    if (!number) continue;
    int index = 0;
    if (std::ifstream(entry->path() / "index") >> index && index != 0) continue;
    CaptureDevice device{.source = "/dev/" + entry->path().filename().string(), .name = {}};
    std::ifstream file(entry->path() / "name");
    std::getline(file, device.name);
    found.emplace_back(*number, std::move(device));
  }
  std::ranges::sort(found, {}, &std::pair<int, CaptureDevice>::first);
  std::vector<CaptureDevice> devices;
  for (auto& [number, device] : found) devices.push_back(std::move(device));
  return devices;
}

}  // namespace ow::engine
