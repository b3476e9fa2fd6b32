// SHA-256, piece by piece.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace ow::net {

class Sha256 final {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  /// 64 lower-case hexadecimal digits; then it starts over.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Of a whole file, read in pieces; each is shown to `also`, where there is one.
Result<std::string> sha256_of_file(const std::filesystem::path& file,
                                   const std::function<void(std::string_view)>& also = {});

/// Is this 64 hexadecimal digits?
bool is_sha256(std::string_view text);

}  // namespace ow::net
