#include "media/source.h"

#include <utility>

#include "media/image_source.h"
#include "media/test_source.h"
#include "media/uri.h"
#include "media/video_source.h"

namespace ow::media {

Status check_address(const std::string& text, const Access& access) {
  if (text.find("://") == std::string::npos) return {};
  OW_TRY(const Uri uri, parse_uri(text));
  if (uri.kind == UriKind::kTest) return check_test_pattern(uri);
  return uri.network() ? access.check_address(uri.text, uri.name, Access::Names::kPassOver) : Status();
}

Result<std::unique_ptr<Source>> open_source(const SourceOptions& options, const Clock& clock, std::stop_token stop) {
  OW_TRY(Uri uri, parse_uri(options.uri));
  if (!options.name.empty()) uri.name = options.name;
  if (options.access && uri.network()) OW_CHECK(options.access->check_address(uri.text, uri.name));
  switch (uri.kind) {
    case UriKind::kTest: return open_test_pattern(uri, clock);
    case UriKind::kImages: return open_images(uri, options, clock, std::move(stop));
    case UriKind::kFile:
    case UriKind::kHttp:
    case UriKind::kRtsp:
    case UriKind::kCamera: return open_video(uri, options, clock, std::move(stop));
  }
  return fail(ErrorCode::kInternal, "{}: no reader for this kind of source", uri.name);
}

}  // namespace ow::media
