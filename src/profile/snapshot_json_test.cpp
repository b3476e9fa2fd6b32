#include "profile/snapshot_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ow::profile {
namespace {

TEST(SnapshotJson, HasTheSpecificationsFields) {
  Snapshot snapshot;
  snapshot.current_fps = 12.5;
  OperationStats inference;
  inference.operation = "model_inference";
  inference.count = 3;
  inference.avg_ms = 35.2;
  inference.p95_ms = 42.1;
  inference.max_ms = 55.3;
  snapshot.operations = {inference};
  snapshot.bottlenecks = {{"model_inference", 35.2, 0.7}};
  snapshot.drops = {{"camera -> detect", DropReason::kQueueFull, 4}};
  const auto json = to_json(snapshot);
  EXPECT_EQ(json["current_fps"], 12.5);
  EXPECT_EQ(json["operations"]["model_inference"]["avg_ms"], 35.2);
  EXPECT_EQ(json["operations"]["model_inference"]["p95_ms"], 42.1);
  EXPECT_EQ(json["operations"]["model_inference"]["max_ms"], 55.3);
  EXPECT_EQ(json["bottlenecks"][0]["operation"], "model_inference");
  EXPECT_EQ(json["bottlenecks"][0]["avg_ms"], 35.2);
  EXPECT_EQ(json["drops"][0]["reason"], "queue_full");
  EXPECT_TRUE(json["nodes"].is_object());
}

TEST(SnapshotJson, EmptySnapshotHasEmptyCollectionsNotNulls) {
  const auto json = to_json(Snapshot{});
  EXPECT_TRUE(json["operations"].is_object());
  EXPECT_TRUE(json["bottlenecks"].is_array());
  EXPECT_TRUE(json["drops"].is_array());
}

}  // namespace
}  // namespace ow::profile
