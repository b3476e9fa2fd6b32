// libavformat's options per kind of source.
#pragma once

#include "base/error.h"
#include "media/av_ptr.h"
#include "media/source.h"
#include "media/uri.h"

namespace ow::media {

/// Fills white-lists, limits, transport and latency options. Errors: an unknown transport or camera option.
Status set_input_options(AvOptions& out, const Uri& uri, const SourceOptions& options);

/// Formats that a source of this kind may have, in the same way; what a file says it is does not open a text or a playlist.
[[nodiscard]] const char* allowed_formats(UriKind kind);

/// Protocols that a container of this kind may open by itself, as libavformat's comma-separated white-list.
[[nodiscard]] const char* allowed_protocols(UriKind kind);

}  // namespace ow::media
