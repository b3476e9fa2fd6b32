// Downloads from a real server on loopback: whole, cut, resumed, changed, wrong, silent, refused, without room.
#include "models/download.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>

#include "models/file_lock.h"
#include "models/part_file.h"
#include "net/sha256.h"
#include "net/testing/http_server.h"
#include "tests/support/temporary_folder.h"

namespace ow::models {
namespace {

using namespace std::chrono_literals;
using net::test::Answer;
using net::test::HttpServer;
using net::test::reply;
using net::test::Seen;
using net::test::serve_file;
using net::test::Then;

std::string sum_of(const std::string& content) {
  net::Sha256 sum;
  sum.add(content);
  return sum.finish();
}

class DownloadTest : public testing::Test {
 protected:
  DownloadTest() {
    for (int i = 0; i < 300'000; ++i) content_ += static_cast<char>('a' + i * 7 % 26);
  }

  DownloadOptions options(const HttpServer& server) const {
    DownloadOptions out{.url = server.url("/m.onnx"), .file = folder_ / "m.onnx", .sha256 = sum_of(content_)};
    out.first_delay = 1ms;
    out.http.idle_timeout = 5s;
    return out;
  }

  static std::string with_password(const std::string& url) { return "http://ann:Zq9w@" + url.substr(7); }

  /// As the server gives it, but cut after `bytes` of the body.
  static Answer cut(Answer whole, std::size_t bytes) {
    whole.bytes.resize(whole.bytes.find("\r\n\r\n") + 4 + bytes);
    return whole;
  }

  std::string file_content(const char* name = "m.onnx") const {
    std::ostringstream out;
    out << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return out.str();
  }

  void expect_only(const std::vector<std::string>& names) const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) found.push_back(entry.path().filename());
    std::ranges::sort(found);
    EXPECT_EQ(found, names);
  }

  static void expect_error(const Result<DownloadReport>& report, ErrorCode code, std::string_view words) {
    ASSERT_FALSE(report);
    EXPECT_EQ(to_string(report.error().code), to_string(code)) << report.error().text();
    EXPECT_NE(report.error().text().find(words), std::string::npos) << report.error().text();
  }

  const ow::test::TemporaryFolder folder_;
  std::string content_;
};

TEST_F(DownloadTest, Whole) {
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  DownloadProgress last;
  DownloadOptions asked = options(server);
  asked.on_progress = [&](const DownloadProgress& now) { last = now; };
  const auto report = download(asked, {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->bytes, content_.size());
  EXPECT_EQ(report->resumed_from, 0u);
  EXPECT_EQ(last.bytes, content_.size());
  EXPECT_EQ(last.total, content_.size());
  EXPECT_EQ(file_content(), content_);
  expect_only({"m.onnx"});
}

TEST_F(DownloadTest, GoesOnWhereItWasCut) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    const Answer whole = serve_file(request, content_, "\"1\"");
    return ++requests < 3 ? cut(whole, 70'000) : whole;
  });
  const auto report = download(options(server), {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(file_content(), content_);
  const auto seen = server.seen();
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[1].header("range"), "bytes=70000-");
  EXPECT_EQ(seen[1].header("if-range"), "\"1\"");
  EXPECT_EQ(seen[2].header("range"), "bytes=140000-");
}

TEST_F(DownloadTest, AStopLeavesAPartThatTheNextCallResumes) {
  std::stop_source stop;
  std::atomic<bool> silent = true;
  const HttpServer server([&](const Seen& request) {
    Answer whole = serve_file(request, content_, "\"1\"");
    if (!silent) return whole;
    whole = cut(whole, 50'000);
    whole.then = Then::kStaySilent;
    return whole;
  });
  DownloadOptions asked = options(server);
  asked.url = with_password(asked.url);
  asked.on_progress = [&](const DownloadProgress& now) {
    if (now.bytes == 50'000) stop.request_stop();
  };
  expect_error(download(asked, stop.get_token()), ErrorCode::kCancelled, "stopped");
  expect_only({"m.onnx.part", "m.onnx.part.json"});
  const std::string notes = file_content("m.onnx.part.json");
  EXPECT_EQ(notes.find("Zq9w"), std::string::npos) << "the notes hold a password: " << notes;
  silent = false;
  asked = options(server);
  asked.url = with_password(asked.url);
  const auto report = download(asked, {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->resumed_from, 50'000u);
  EXPECT_EQ(file_content(), content_);
  expect_only({"m.onnx"});
}

TEST_F(DownloadTest, AFileThatChangedBeginsAnew) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    if (++requests == 1) return cut(serve_file(request, std::string(content_.size(), 'x'), "\"old\""), 70'000);
    return serve_file(request, content_, "\"new\"");
  });
  const auto report = download(options(server), {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(file_content(), content_);
}

/// Against RFC 9110, 13.1.5: If-Range named another one.
TEST_F(DownloadTest, APartOfAnotherFileIsNotAdded) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    if (++requests == 1) return cut(serve_file(request, std::string(content_.size(), 'x'), "\"old\""), 70'000);
    if (request.header("range").empty()) return serve_file(request, content_, "\"new\"");
    return Answer{reply("206 Partial Content", content_.substr(70'000),
                        "ETag: \"new\"\r\nContent-Range: bytes 70000-299999/300000\r\n")};
  });
  const auto report = download(options(server), {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(file_content(), content_);
}

/// Two machines behind one name: one knows the date only, and not how long the whole is.
TEST_F(DownloadTest, APartThatDoesNotSayOtherwiseIsAdded) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    if (++requests == 1) return cut(serve_file(request, content_, "\"1\""), 70'000);
    return Answer{reply("206 Partial Content", content_.substr(70'000),
                        "Last-Modified: Sat, 31 Jan 2026 12:00:00 GMT\r\nContent-Range: bytes 70000-299999/*\r\n")};
  });
  const auto report = download(options(server), {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(file_content(), content_);
  EXPECT_EQ(requests, 2);
}

TEST_F(DownloadTest, AServerThatSendsWrongPartsIsGivenUpAndLeavesNothingInTheWay) {
  bool wrong = true;
  const HttpServer server([&](const Seen& request) {
    if (!wrong) return serve_file(request, content_, "\"1\"");
    if (request.header("range").empty()) return cut(serve_file(request, content_, "\"1\""), 70'000);
    return Answer{
        reply("206 Partial Content", std::string(100, 'x'), "ETag: \"1\"\r\nContent-Range: bytes 0-99/1000\r\n")};
  });
  expect_error(download(options(server), {}), ErrorCode::kDataLoss, "sends another part than asked");
  wrong = false;
  ASSERT_TRUE(download(options(server), {}));
  EXPECT_EQ(file_content(), content_);
}

TEST_F(DownloadTest, AShorterFileThanThePartBeginsAnew) {
  std::ofstream(folder_ / "m.onnx.part") << std::string(500'000, 'x');
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  std::ofstream(folder_ / "m.onnx.part.json")
      << R"({"total": 600000, "validator": "\"1\"", "url": ")" << server.url("/m.onnx") << R"("})";
  const auto report = download(options(server), {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(file_content(), content_);
}

TEST_F(DownloadTest, ADamagedPartIsFetchedOnceMore) {
  std::ofstream(folder_ / "m.onnx.part") << std::string(1000, 'x');
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  std::ofstream(folder_ / "m.onnx.part.json")
      << R"({"total": 300000, "validator": "\"1\"", "url": ")" << server.url("/m.onnx") << R"("})";
  const auto report = download(options(server), {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(file_content(), content_);
  EXPECT_EQ(server.seen().at(0).header("range"), "bytes=1000-");
  EXPECT_EQ(server.seen().at(1).header("range"), "");
}

TEST_F(DownloadTest, AWrongSumLeavesNothing) {
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_ + "!", "\"1\""); });
  expect_error(download(options(server), {}), ErrorCode::kDataLoss, sum_of(content_));
  expect_only({});
}

TEST_F(DownloadTest, ServersThatFailAreTriedAgainAndOthersNot) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    return ++requests < 4 ? Answer{reply("503 Service Unavailable", "later")} : serve_file(request, content_, "\"1\"");
  });
  ASSERT_TRUE(download(options(server), {}));
  const HttpServer down([](const Seen&) { return Answer{reply("500 Internal Server Error", "")}; });
  expect_error(download(options(down), {}), ErrorCode::kUnavailable, "(5 attempts)");
  EXPECT_EQ(down.seen().size(), 5u);
  const HttpServer without([](const Seen&) { return Answer{reply("404 Not Found", "")}; });
  expect_error(download(options(without), {}), ErrorCode::kNotFound, "404");
  EXPECT_EQ(without.seen().size(), 1u);
}

TEST_F(DownloadTest, ASilentServerIsTriedAgain) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    Answer whole = serve_file(request, content_, "\"1\"");
    if (++requests > 1) return whole;
    whole = cut(whole, 50'000);
    whole.then = Then::kStaySilent;
    return whole;
  });
  DownloadOptions asked = options(server);
  asked.http.idle_timeout = 100ms;
  const auto report = download(asked, {});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(server.seen().at(1).header("range"), "bytes=50000-");
}

TEST_F(DownloadTest, ADiskWithoutRoomIsSaidBeforeAnythingComes) {
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  DownloadOptions asked = options(server);
  asked.free_bytes = [](const std::filesystem::path&) -> std::uint64_t { return 16 << 20; };
  expect_error(download(asked, {}), ErrorCode::kResourceExhausted, "16.8 MB free, but 17.1 MB are needed");
  expect_only({});
}

TEST_F(DownloadTest, WhatIsTooLargeIsNotKept) {
  const HttpServer endless([&](const Seen&) { return Answer{"HTTP/1.0 200 OK\r\nETag: \"1\"\r\n\r\n" + content_}; });
  DownloadOptions asked = options(endless);
  asked.bytes_max = content_.size() - 1;
  expect_error(download(asked, {}), ErrorCode::kResourceExhausted, "sends more than the 0.3 MB");
  expect_only({});
  const HttpServer announced([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  asked.url = announced.url("/m.onnx");
  expect_error(download(asked, {}), ErrorCode::kResourceExhausted, "sends more than the 0.3 MB");
  expect_only({});
  asked.bytes_max = content_.size();
  EXPECT_TRUE(download(asked, {}));
}

TEST_F(DownloadTest, TheBoundHoldsForAllPartsTogether) {
  int requests = 0;
  const HttpServer server([&](const Seen& request) {
    Answer whole = serve_file(request, content_, "\"1\"");
    return ++requests == 1 ? cut(whole, 200'000) : whole;
  });
  DownloadOptions asked = options(server);
  asked.bytes_max = 250'000;
  asked.sha256.clear();
  expect_error(download(asked, {}), ErrorCode::kResourceExhausted, "sends more than");
  expect_only({});
}

TEST_F(DownloadTest, APartThatNobodyCouldGoOnWithIsRemoved) {
  for (const std::string& answer :
       {reply("500 Internal Server Error", ""), reply("404 Not Found", ""),
        std::string("HTTP/1.1 302 Found\r\nLocation: /m.onnx\r\nContent-Length: 0\r\n\r\n"),
        std::string("HTTP/1.1 302 Found\r\nLocation: file:///x\r\nContent-Length: 0\r\n\r\n"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")}) {  // no ETag to go on by
    const HttpServer server([&](const Seen&) { return Answer{answer}; });
    EXPECT_FALSE(download(options(server), {})) << answer;
    expect_only({});
  }
}

TEST_F(DownloadTest, OneAtATime) {
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  {
    const auto lock = FileLock::take(folder_ / "m.onnx.lock");
    ASSERT_TRUE(lock);
    expect_error(download(options(server), {}), ErrorCode::kFailedPrecondition, "is going on");
    EXPECT_TRUE(server.seen().empty());
  }
  EXPECT_TRUE(download(options(server), {}));
  expect_only({"m.onnx"});
}

TEST_F(DownloadTest, TheCheckHasTheLastWord) {
  const HttpServer server([&](const Seen& request) { return serve_file(request, content_, "\"1\""); });
  DownloadOptions asked = options(server);
  asked.check = [](const std::filesystem::path&) -> Status { return fail(ErrorCode::kUnsupported, "no model"); };
  expect_error(download(asked, {}), ErrorCode::kUnsupported, "no model");
  expect_only({});
}

}  // namespace
}  // namespace ow::models
