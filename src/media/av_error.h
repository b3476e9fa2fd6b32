// libav error codes in words that tell a person what to do.
#pragma once

#include <string>

#include "base/error.h"

namespace ow::media {

class Interrupt;

/// FFmpeg's own text of a code ("Connection refused").
std::string av_text(int code);

/// The error for a failed open or read of `name` (credentials already masked). An abort by the interrupt callback becomes
/// kCancelled, kDeadlineExceeded or kDataLoss (too many bytes), whatever code libav made of it. `network`: an I/O error
/// means a host that is not there.
Error av_error(int code, const std::string& name, const Interrupt& interrupt, bool network);

}  // namespace ow::media
