#include <fmt/core.h>

#include "base/text.h"
#include "infer/session.h"
#include "media/media_info.h"
#include "media/source.h"
#include "overwatch/config/folders.h"
#include "overwatch/demo.h"
#include "overwatch/doctor.h"
#include "vision/draw.h"
#include "vision/head.h"

namespace ow::cli {
namespace {

Check check_ffmpeg() {
  std::vector<std::string> missing;
  for (const char* name : {"h264", "mjpeg", "hevc"}) {
    if (!media::has_decoder(name)) missing.push_back(std::string("decoder ") + name);
  }
  if (!media::has_encoder("libx264")) missing.emplace_back("encoder libx264 (annotated MP4 files)");
  if (missing.empty()) return {"FFmpeg", Verdict::kGood, media::ffmpeg_version() + ": h264, hevc, mjpeg, libx264"};
  const bool needed = !media::has_decoder("h264") || !media::has_decoder("mjpeg");
  return {"FFmpeg", needed ? Verdict::kBad : Verdict::kWarning, media::ffmpeg_version() + " lacks: " + join(missing),
          "install Debian's FFmpeg libraries (libavcodec59), or a build of FFmpeg with these"};
}

Check check_devices(const engine::Runtime& runtime) {
  std::vector<std::string> present;
  for (const infer::DeviceInfo& device : runtime.devices()) {
    if (device.available) present.push_back(fmt::format("{} ({})", to_string(device.kind), device.name));
  }
  return {"devices", Verdict::kGood, fmt::format("{}; chosen: {}", join(present), to_string(runtime.default_device()))};
}

/// One run on an even grey picture.
Result<std::string> try_model(const engine::Runtime& runtime, const std::filesystem::path& file) {
  OW_TRY(const auto session, infer::create_onnx_session({.file = file, .device = runtime.default_device()}));
  OW_TRY(const auto head, vision::recognise_head(session->signature()));
  const vision::InputSpec& spec = head->input();
  Tensor input;
  input.shape = spec.layout == vision::TensorLayout::kNchw
                    ? std::vector<std::int64_t>{1, 3, spec.size.height, spec.size.width}
                    : std::vector<std::int64_t>{1, spec.size.height, spec.size.width, 3};
  input.values.assign(3 * static_cast<std::size_t>(spec.size.width) * static_cast<std::size_t>(spec.size.height),
                      spec.pad_value * spec.scale[0]);
  OW_CHECK(session->run(input.view()));
  const ExecutionTruth& truth = session->truth();
  return fmt::format("runs on {} ({}, {})", truth.text(), to_string(truth.precision), truth.runtime);
}

Check check_model(const engine::Runtime& runtime) {
  const std::string name(models::kDefaultModel);
  const auto file = runtime.library().resolve(name);
  if (!file) {
    std::vector<std::string> folders;
    for (const auto& folder : runtime.library().folders()) folders.push_back(folder.string());
    return {"default model", Verdict::kBad, fmt::format("{} is not in {}", name, join(folders)),
            installed_folder() ? "install the package again" : "`make model` makes it"};
  }
  const auto outcome = try_model(runtime, *file);
  if (outcome) return {"default model", Verdict::kGood, name + " " + *outcome};
  return {"default model", Verdict::kBad, fmt::format("{} does not run: {}", file->string(), outcome.error().message),
          "remove the file and make it anew with `make model`"};
}

Check check_clip(const Globals& globals, const Clock& clock) {
  const auto found = find_clip(globals.media_folders());
  const std::string advice = installed_folder() ? "install the package again; without it the demo shows a test pattern"
                                                : "`make run` fetches it; without it the demo shows a test pattern";
  if (!found)
    return {"sample clip", Verdict::kWarning, globals.media_folders().front().string() + " has no vtest.avi", advice};
  const std::filesystem::path& clip = *found;
  const auto source = media::open_source({.uri = clip.string()}, clock, {});
  if (!source) return {"sample clip", Verdict::kWarning, source.error().message, "remove the file; " + advice};
  const media::SourceInfo& info = (*source)->info();
  return {"sample clip", Verdict::kGood,
          fmt::format("{}, {}x{}, {}", clip.string(), info.size.width, info.size.height, info.decoder)};
}

Check check_fonts() {
  const auto painter = vision::Painter::create();
  if (painter) return {"fonts", Verdict::kGood, "labels can be drawn"};
  return {"fonts", Verdict::kBad, painter.error().message,
          "install a TrueType font: apt-get install fonts-dejavu-core"};
}

}  // namespace

void check_product(const Globals& globals, Checks& checks) {
  checks.push_back(check_ffmpeg());
  checks.push_back(check_fonts());
  const SteadyClock clock;
  checks.push_back(check_clip(globals, clock));
  const auto runtime = make_runtime(globals, {});
  if (!runtime) {
    checks.push_back({"devices", Verdict::kBad, runtime.error().text(), "unset DEVICE, or give --device auto"});
    return;
  }
  checks.push_back(check_devices(**runtime));
  checks.push_back(check_model(**runtime));
}

}  // namespace ow::cli
