// What a pull will do, and how sums, licences and names decide it.
#include "models/pull.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "models/downloads.h"
#include "models/export.h"
#include "models/sums.h"
#include "net/testing/http_server.h"
#include "tests/support/temporary_folder.h"

namespace ow::models {
namespace {

using net::test::Answer;
using net::test::HttpServer;
using net::test::reply;
using net::test::Seen;

const std::string kSum(64, 'a');

class PullTest : public testing::Test {
 protected:
  PullRequest request(std::string name) const { return {.name = std::move(name), .folder = folder_}; }

  static void expect_error(const Result<PullPlan>& plan, ErrorCode code, std::string_view words) {
    ASSERT_FALSE(plan);
    EXPECT_EQ(to_string(plan.error().code), to_string(code)) << plan.error().text();
    EXPECT_NE(plan.error().text().find(words), std::string::npos) << plan.error().text();
  }

  const ow::test::TemporaryFolder folder_;
};

TEST_F(PullTest, TheCataloguesSumAndLicence) {
  const auto nano = plan_pull(request("yolox_nano"));
  ASSERT_TRUE(nano) << nano.error().text();
  EXPECT_EQ(nano->sum_source, "catalogue");
  EXPECT_FALSE(nano->must_agree);
  EXPECT_TRUE(nano->url.starts_with("https://github.com/")) << nano->url;
  const auto yolo = plan_pull(request("yolov8n"));
  ASSERT_TRUE(yolo) << yolo.error().text();
  EXPECT_TRUE(yolo->must_agree);
}

TEST_F(PullTest, AnUnknownSumHasToBeGivenOrTrusted) {
  expect_error(plan_pull(request("yolov8x")), ErrorCode::kFailedPrecondition, "--trust-first-use");
  PullRequest trusting = request("yolov8x");
  trusting.unknown_sum = UnknownSum::kTrustedFirstUse;
  EXPECT_EQ(plan_pull(trusting)->sha256, "");
  PullRequest given = request("yolov8x");
  given.sha256 = std::string(64, 'A');
  EXPECT_EQ(plan_pull(given)->sha256, kSum);
  given.sha256 = "abc";
  expect_error(plan_pull(given), ErrorCode::kInvalidArgument, "no SHA-256");
}

TEST_F(PullTest, ARecordedSumHolds) {
  ASSERT_TRUE(record_sum(folder_, "yolov8x", {kSum, 3, "https://a/", utc_now()}));
  const auto plan = plan_pull(request("yolov8x"));
  ASSERT_TRUE(plan) << plan.error().text();
  EXPECT_EQ(plan->sha256, kSum);
  EXPECT_EQ(plan->sum_source, "models.lock.json");
  ASSERT_TRUE(forget_sum(folder_, "yolov8x"));
  EXPECT_FALSE(plan_pull(request("yolov8x")));
  std::ofstream(folder_ / "models.lock.json") << "{";
  expect_error(plan_pull(request("yolov8x")), ErrorCode::kDataLoss, "damaged");
}

TEST_F(PullTest, OtherAddresses) {
  PullRequest mirrored = request("yolox_nano");
  mirrored.mirror = "https://models.intern/onnx";
  EXPECT_EQ(plan_pull(mirrored)->url, "https://models.intern/onnx/yolox_nano.onnx");
  EXPECT_EQ(plan_pull(mirrored)->sum_source, "catalogue");
  PullRequest own = request("yolox_nano");
  own.from = "https://models.intern/other.onnx";
  expect_error(plan_pull(own), ErrorCode::kFailedPrecondition, "--sha256");
  own.name = "mine";
  own.sha256 = kSum;
  EXPECT_EQ(plan_pull(own)->file, folder_ / "mine.onnx");
  own.from = "file:///etc/passwd";
  expect_error(plan_pull(own), ErrorCode::kInvalidArgument, "neither http nor https");
}

TEST_F(PullTest, NamesThatAreNone) {
  expect_error(plan_pull(request("yolox_nanno")), ErrorCode::kNotFound, "did you mean 'yolox_nano'");
  expect_error(plan_pull(request("nanodet_m")), ErrorCode::kUnsupported, "export it");
  for (const char* name : {"", "../x", ".x", "a b", "-x"})
    expect_error(plan_pull(request(name)), ErrorCode::kInvalidArgument, "no model name");
}

TEST_F(PullTest, Families) {
  EXPECT_EQ(expand_names({"yolox_s", "all-of-yolox"}).value(),
            (std::vector<std::string>{"yolox_s", "yolox_nano", "yolox_tiny"}));
  EXPECT_EQ(expand_names({"yolov8n.onnx"}).value(), std::vector<std::string>{"yolov8n"});
  const auto none = expand_names({"all-of-cars"});
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().message.find("all-of-yolov8"), std::string::npos) << none.error().message;
}

TEST_F(PullTest, WhatIsNoModelIsRefusedAndLeavesNothing) {
  const HttpServer server([](const Seen&) { return Answer{reply("200 OK", "<html>Log in</html>")}; });
  PullRequest asked = request("mine");
  asked.from = server.url("/mine.onnx");
  asked.unknown_sum = UnknownSum::kTrustedFirstUse;
  const auto report = pull(plan_pull(asked).value(), {}, {}, {});
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message.find("is no model that Overwatch understands"), std::string::npos)
      << report.error().message;
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(PullTest, AFileIsNoFolder) {
  std::ofstream(folder_ / "file") << "x";
  for (const char* folder : {"file", "file/below"}) {
    PullRequest asked{.name = "yolox_nano", .folder = folder_ / folder};
    const auto report = pull(plan_pull(asked).value(), {}, {}, {});
    ASSERT_FALSE(report);
    EXPECT_NE(report.error().message.find("Not a directory"), std::string::npos) << report.error().message;
  }
}

TEST_F(PullTest, InTheBackgroundItCanBeWatchedAndStopped) {
  const HttpServer server([](const Seen&) -> Answer {
    return {"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", net::test::Then::kStaySilent};
  });
  const auto downloads = Downloads::create({.folder = folder_, .mirror = server.url("/")});
  PullRequest from_outside = request("yolox_nano");
  from_outside.from = "http://127.0.0.1/";
  expect_error(downloads->plan(from_outside), ErrorCode::kPermissionDenied, "command line");
  const auto plan = downloads->plan(request("yolox_nano"));
  ASSERT_TRUE(plan) << plan.error().text();
  EXPECT_EQ(plan->url, server.url("/yolox_nano.onnx"));
  ASSERT_TRUE(downloads->start(*plan));
  EXPECT_EQ(downloads->start(*plan).error().code, ErrorCode::kAlreadyExists);
  const auto await = [&](auto&& reached) {
    while (!reached(downloads->statuses().at(0))) std::this_thread::yield();
  };
  await([](const PullStatus& status) { return status.bytes == 3 && status.total == 1000; });
  ASSERT_TRUE(downloads->cancel("yolox_nano"));
  await([](const PullStatus& status) { return status.state == PullState::kCancelled; });
  EXPECT_EQ(downloads->cancel("yolox_nano").error().code, ErrorCode::kNotFound);
}

TEST(Export, SaysHowWhereItCannot) {
  const auto error = [](const char* model, ExportFormat format) {
    return export_model({.model = model, .format = format}, {}).error();
  };
  EXPECT_NE(error("yolov8n.pt", ExportFormat::kOnnx).message.find("yolo export model=yolov8n.pt format=onnx"),
            std::string::npos);
  EXPECT_NE(error("a.onnx", ExportFormat::kEngine).message.find("make gpu"), std::string::npos);
  EXPECT_NE(error("a.onnx", ExportFormat::kInt8).message.find("INT8 ONNX file made elsewhere"), std::string::npos);
  EXPECT_EQ(error("a.engine", ExportFormat::kOnnx).code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace ow::models
