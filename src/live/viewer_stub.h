// A viewer that counts how often it is told. For tests.
#pragma once

#include <atomic>

#include "live/hub.h"

namespace ow::live {

class CountingViewer final : public Viewer {
 public:
  void on_picture() override { ++told; }
  std::atomic<int> told{0};
};

inline PicturePtr picture_of(std::uint64_t sequence) {
  auto picture = std::make_shared<Picture>();
  picture->sequence = sequence;
  return picture;
}

}  // namespace ow::live
