// BodyRoom: what all request bodies together may take of the memory.
#pragma once

#include <cstdint>

#include "server/io/context.h"

namespace ow::server {

/// A share of the memory for bodies: small ones need none. I/O thread.
class BodyRoom final {
 public:
  BodyRoom(Context& context, std::uint64_t bytes)
      : context_(context), bytes_(bytes > context.limits.small_body_bytes_max ? bytes : 0) {
    granted_ = bytes_ == 0 || context_.body_bytes + bytes_ <= context_.limits.bodies_bytes_max;
    if (granted_) context_.body_bytes += bytes_;
  }
  BodyRoom(const BodyRoom&) = delete;
  BodyRoom& operator=(const BodyRoom&) = delete;
  ~BodyRoom() {
    if (granted_) context_.body_bytes -= bytes_;
  }
  [[nodiscard]] bool granted() const { return granted_; }

 private:
  Context& context_;
  const std::uint64_t bytes_;
  bool granted_ = false;
};

}  // namespace ow::server
