// Still pictures as a source: one, a folder of them or a glob.
#pragma once

#include <memory>
#include <stop_token>

#include "media/source.h"
#include "media/uri.h"

namespace ow::media {

/// Each picture is a frame at a nominal 25 per second, of its own size. A picture that cannot be read is a CorruptFrame;
/// when it is the only one, or the first several all fail, opening fails.
Result<std::unique_ptr<Source>> open_images(const Uri& uri, const SourceOptions& options, const Clock& clock,
                                            std::stop_token stop);

}  // namespace ow::media
