#include "graph/secrets.h"

#include <gtest/gtest.h>

namespace ow::graph {
namespace {

using Json = nlohmann::ordered_json;

Workflow with_source(const std::string& source) {
  Workflow workflow;
  workflow.nodes.push_back({"camera", "video_input", {{"source", source}, {"loop", true}}});
  return workflow;
}

TEST(Secrets, AreHiddenInBothForms) {
  Workflow workflow = with_source("rtsp://u:pw@cam/1?token=abc");
  Json document = to_json(workflow);
  mask_secrets(document);
  mask_secrets(workflow);
  EXPECT_EQ(to_json(workflow), document);
  EXPECT_EQ(document["nodes"]["camera"]["source"], "rtsp://u:***@cam/1?token=***");
}

TEST(Secrets, ComeBackWhereNothingChanged) {
  const Workflow before = with_source("rtsp://u:pw@cam/1");
  Workflow after = with_source("rtsp://u:***@cam/1");
  ASSERT_TRUE(restore_secrets(after, &before));
  EXPECT_EQ(after.nodes[0].options["source"], "rtsp://u:pw@cam/1");
  Workflow written = with_source("rtsp://u:new@cam/1");
  ASSERT_TRUE(restore_secrets(written, &before));
  EXPECT_EQ(written.nodes[0].options["source"], "rtsp://u:new@cam/1");
}

TEST(Secrets, AreNotSentToAnotherHost) {
  const Workflow before = with_source("rtsp://u:pw@cam/1");
  Workflow elsewhere = with_source("rtsp://u:***@attacker/1");
  const Status status = restore_secrets(elsewhere, &before);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().place, "nodes.camera.source");
  EXPECT_FALSE(restore_secrets(elsewhere, nullptr));
  Workflow stars = with_source("/srv/***/a.mp4");
  EXPECT_TRUE(restore_secrets(stars, nullptr));
}

}  // namespace
}  // namespace ow::graph
