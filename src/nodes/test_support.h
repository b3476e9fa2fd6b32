// Services and packets for the nodes' own tests.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "graph/node_runner.h"
#include "nodes/services.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"

namespace ow::nodes::test {

/// Everything that the built-in nodes need, with a temporary output folder.
class World {
 public:
  explicit World(std::vector<std::filesystem::path> model_folders = {}, Confinement confinement = Confinement::kNone)
      : library_(std::move(model_folders), confinement),
        inference_(infer::InferenceService::create({.cores = 2}, clock_)),
        services_{clock_,   *inference_,
                  library_, hub_,
                  devices_, DeviceKind::kCpu,
                  2,        std::make_shared<const Access>(AccessOptions{confinement, {output_ / "media"}, output_})} {
    add_builtin_nodes(registry_, services_);
  }

  [[nodiscard]] graph::NodeRunner runner(const char* type, const nlohmann::ordered_json& options) {
    return {*registry_.find(type), options, clock_};
  }
  [[nodiscard]] const graph::NodeType* type(const char* name) const { return registry_.find(name); }
  [[nodiscard]] live::Hub& hub() { return hub_; }
  [[nodiscard]] const std::filesystem::path& output() const { return output_; }

 private:
  SteadyClock clock_;
  models::Library library_;
  std::unique_ptr<infer::InferenceService> inference_;
  live::Hub hub_;
  std::vector<infer::DeviceInfo> devices_;
  ow::test::TemporaryFolder output_;
  Services services_;
  graph::Registry registry_;
};

inline Labels labels() {
  return std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"person", "car"});
}

/// A grey frame with the given detections (or none at all).
inline Packet packet(std::uint64_t sequence, std::vector<Detection> items = {}, Size size = {64, 48}) {
  FrameBuffer buffer(size);
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const int rows = plane == 0 ? size.height : chroma_extent(size.height);
    std::fill_n(buffer.data(plane), buffer.stride(plane) * rows, std::uint8_t{128});
  }
  FrameInfo info;
  info.sequence = sequence;
  info.pts = std::chrono::milliseconds(100 * sequence);
  Packet out;
  out.frame = std::move(buffer).freeze(info);
  auto set = std::make_shared<DetectionSet>();
  set->items = std::move(items);
  set->labels = labels();
  out.payload = DetectionSetPtr(std::move(set));
  return out;
}

}  // namespace ow::nodes::test
