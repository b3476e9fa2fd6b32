#include "media/av_error.h"

extern "C" {
#include <libavutil/error.h>
}

#include <array>
#include <cerrno>

#include "media/interrupt.h"

namespace ow::media {
namespace {

struct Meaning {
  int code;
  ErrorCode error;
  const char* words;  ///< follows the name
};

constexpr std::array kMeanings = {
    Meaning{AVERROR(ENOENT), ErrorCode::kNotFound, "no such file or device; check the path"},
    Meaning{AVERROR(ENODEV), ErrorCode::kNotFound, "there is no such device; is it plugged in?"},
    Meaning{AVERROR(ENXIO), ErrorCode::kNotFound, "there is no such device; is it plugged in?"},
    Meaning{AVERROR(EACCES), ErrorCode::kPermissionDenied, "may not be read by this user; check its permissions"},
    Meaning{AVERROR(EPERM), ErrorCode::kPermissionDenied, "may not be read by this user; check its permissions"},
    Meaning{AVERROR(EBUSY), ErrorCode::kUnavailable, "is in use by another program; close that one first"},
    Meaning{AVERROR(ECONNREFUSED), ErrorCode::kUnavailable,
            "the host refused the connection; is the camera on, and is the port right?"},
    Meaning{AVERROR(ECONNRESET), ErrorCode::kUnavailable, "the host closed the connection"},
    Meaning{AVERROR(EPIPE), ErrorCode::kUnavailable, "the host closed the connection"},
    Meaning{AVERROR(EHOSTUNREACH), ErrorCode::kUnavailable,
            "there is no route to the host; check the address and the network"},
    Meaning{AVERROR(ENETUNREACH), ErrorCode::kUnavailable,
            "the network cannot be reached; check the address and the network"},
    Meaning{AVERROR(ETIMEDOUT), ErrorCode::kDeadlineExceeded, "timed out; is the host on, and is the address right?"},
    Meaning{AVERROR_HTTP_BAD_REQUEST, ErrorCode::kInvalidArgument, "the server did not understand the request (400)"},
    Meaning{AVERROR_HTTP_UNAUTHORIZED, ErrorCode::kPermissionDenied,
            "the server wants another user name or password (401); give them as user:password@host"},
    Meaning{AVERROR_HTTP_FORBIDDEN, ErrorCode::kPermissionDenied, "the server forbids it (403)"},
    Meaning{AVERROR_HTTP_NOT_FOUND, ErrorCode::kNotFound,
            "not found on the server (404); check the path of the address"},
    Meaning{AVERROR_HTTP_OTHER_4XX, ErrorCode::kInvalidArgument, "the server refused the request (4xx)"},
    Meaning{AVERROR_HTTP_SERVER_ERROR, ErrorCode::kUnavailable, "the server failed (5xx); try again later"},
    Meaning{AVERROR_INVALIDDATA, ErrorCode::kDataLoss,
            "cannot be read as a video or a picture: damaged, cut off, or something else"},
    Meaning{AVERROR(EINVAL), ErrorCode::kDataLoss,
            "cannot be read: damaged, or with more pixels than are allowed (16,384 x 8,192)"},
    Meaning{AVERROR_DEMUXER_NOT_FOUND, ErrorCode::kUnsupported, "is of a file format that is not known"},
    Meaning{AVERROR_DECODER_NOT_FOUND, ErrorCode::kUnsupported, "has a codec without a decoder here"},
    Meaning{AVERROR_PROTOCOL_NOT_FOUND, ErrorCode::kUnsupported, "needs a protocol that is not allowed here"},
    Meaning{AVERROR_PATCHWELCOME, ErrorCode::kUnsupported, "uses a feature that FFmpeg does not support"},
    Meaning{AVERROR(ENOMEM), ErrorCode::kResourceExhausted,
            "needs more memory than there is, or than is allowed (513 MB for one thing, 64 tracks)"},
    Meaning{AVERROR(EMFILE), ErrorCode::kResourceExhausted, "too many files are open"},
    Meaning{AVERROR(ENOSPC), ErrorCode::kResourceExhausted, "the disk is full"},
};

}  // namespace

std::string av_text(int code) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(code, text.data(), text.size());
  return text.data();
}

Error av_error(int code, const std::string& name, const Interrupt& interrupt, bool network) {
  if (interrupt.stopped()) return {ErrorCode::kCancelled, name + ": stopped", {}};
  if (interrupt.timed_out()) {
    return {ErrorCode::kDeadlineExceeded, name + ": nothing came in time; is it on, and is the address right?", {}};
  }
  if (!interrupt.excess().empty()) return {ErrorCode::kDataLoss, name + ": " + interrupt.excess(), {}};
  if (network && code == AVERROR(EPERM)) {
    return {ErrorCode::kPermissionDenied,
            name + ": names a file or an address that it may not lead to, or this machine forbids the connection",
            {}};
  }
  for (const Meaning& meaning : kMeanings) {
    if (meaning.code == code) return {meaning.error, name + ": " + meaning.words, {}};
  }
  if (network && code == AVERROR(EIO)) {
    return {ErrorCode::kUnavailable, name + ": the host cannot be reached; check its name and the network", {}};
  }
  return {network ? ErrorCode::kUnavailable : ErrorCode::kDataLoss, name + ": " + av_text(code), {}};
}

}  // namespace ow::media
