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
  ASSERT_TRUE(restore_secrets(after, {&before, 1}));
  EXPECT_EQ(after.nodes[0].options["source"], "rtsp://u:pw@cam/1");
  Workflow written = with_source("rtsp://u:new@cam/1");
  ASSERT_TRUE(restore_secrets(written, {&before, 1}));
  EXPECT_EQ(written.nodes[0].options["source"], "rtsp://u:new@cam/1");
}

TEST(Secrets, FollowANodeThatIsRenamedOrCopied) {
  const std::vector<Workflow> before = {with_source("rtsp://u:new@cam/1"), with_source("rtsp://u:old@other/1")};
  Workflow renamed = with_source("rtsp://u:***@cam/1");
  renamed.nodes[0].id = "door";
  renamed.nodes.push_back({"copy", "video_input", {{"source", "rtsp://u:***@cam/1"}}});
  renamed.nodes.push_back({"of-before", "video_input", {{"source", "rtsp://u:***@other/1"}}});
  ASSERT_TRUE(restore_secrets(renamed, before));
  EXPECT_EQ(renamed.nodes[0].options["source"], "rtsp://u:new@cam/1");
  EXPECT_EQ(renamed.nodes[1].options["source"], "rtsp://u:new@cam/1");
  EXPECT_EQ(renamed.nodes[2].options["source"], "rtsp://u:old@other/1");
}

TEST(Secrets, AreNotSentToAnotherHost) {
  const Workflow before = with_source("rtsp://u:pw@cam/1");
  Workflow elsewhere = with_source("rtsp://u:***@attacker/1");
  const Status status = restore_secrets(elsewhere, {&before, 1});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().place, "nodes.camera.source");
  EXPECT_FALSE(restore_secrets(elsewhere, {}));
  Workflow stars = with_source("/srv/***/a.mp4");
  EXPECT_TRUE(restore_secrets(stars, {}));
}

}  // namespace
}  // namespace ow::graph
