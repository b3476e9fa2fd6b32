// Videos, network streams and cameras through FFmpeg.
#pragma once

#include <memory>
#include <stop_token>

#include "media/source.h"
#include "media/uri.h"

namespace ow::media {

Result<std::unique_ptr<Source>> open_video(const Uri& uri, const SourceOptions& options, const Clock& clock,
                                           std::stop_token stop);

}  // namespace ow::media
