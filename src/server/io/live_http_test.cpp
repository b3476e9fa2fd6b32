#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

using LiveHttpTest = ServerFixture;

constexpr std::string_view kStart = "GET /api/xray/door/view.mjpeg HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view kBoundary = "--overwatch-picture\r\n";

/// One part's body; `head` gets its header lines.
std::string read_part(PlainClient& client, std::string& head) {
  head = client.read_until("\r\n\r\n");
  const std::size_t at = head.find("Content-Length: ");
  if (at == std::string::npos) return "no part: " + head;
  return client.read_exactly(std::stoul(head.substr(at + 16)));
}

TEST_F(LiveHttpTest, StreamsPartsEachClosedAtOnce) {
  const auto view = hub.open("door", "view", nullptr);
  PlainClient client(port());
  client.send(kStart);
  const Reply head = client.read_reply();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-type"), "multipart/x-mixed-replace; boundary=overwatch-picture");
  EXPECT_EQ(head.headers.at("cache-control"), "no-store");
  client.read_until(kBoundary);
  for (std::uint64_t sequence = 1; sequence <= 3; ++sequence) {
    view->publish(picture(sequence));
    std::string lines;
    EXPECT_EQ(read_part(client, lines), std::string(100, static_cast<char>(sequence)));
    EXPECT_NE(lines.find("X-Sequence: " + std::to_string(sequence) + "\r\n"), std::string::npos) << lines;
    EXPECT_EQ(client.read_until(kBoundary), "\r\n" + std::string(kBoundary))
        << "the part must end before the next picture";
  }
}

TEST_F(LiveHttpTest, EndsWithTheView) {
  hub.open("door", "view", nullptr);
  PlainClient client(port());
  client.send(kStart);
  client.read_until(kBoundary);
  hub.close("door", "view");
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(LiveHttpTest, AClientThatLeavesFreesItsPlace) {
  const auto view = hub.open("door", "view", nullptr);
  {
    PlainClient client(port());
    client.send(kStart);
    client.read_until(kBoundary);
    EXPECT_EQ(view->viewer_count(), 1u);
  }
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (view->viewer_count() > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(view->viewer_count(), 0u);
}

TEST_F(LiveHttpTest, ASlowReaderGetsFewerPictures) {
  const auto view = hub.open("door", "view", nullptr);
  PlainClient client(port(), 4096);
  client.send(kStart);
  client.read_until(kBoundary);
  PlainClient fast(port());
  fast.send(kStart);
  fast.read_until(kBoundary);
  std::string lines;
  for (std::uint64_t sequence = 1; sequence <= 40; ++sequence) {
    view->publish(picture(sequence, 4 << 20));
    read_part(fast, lines);
    fast.read_until(kBoundary);
  }
  int parts = 0;
  do {
    ASSERT_EQ(read_part(client, lines).size(), 4u << 20);
    client.read_until(kBoundary);
    ++parts;
  } while (lines.find("X-Sequence: 40\r\n") == std::string::npos);
  EXPECT_LT(parts, 10);
}

TEST_F(LiveHttpTest, OnePicture) {
  const auto view = hub.open("door", "view", nullptr);
  view->publish(picture(9));
  const Reply reply = get("/api/xray/door/view.jpg");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "image/jpeg");
  EXPECT_EQ(reply.headers.at("x-sequence"), "9");
  EXPECT_EQ(reply.body, std::string(100, '\x9'));
  EXPECT_TRUE(view->last_touched());
  EXPECT_EQ(request(port(), "HEAD", "/api/xray/door/view.mjpeg").status, 200);
}

TEST_F(LiveHttpTest, AViewWithoutAPictureSaysWhenToComeBack) {
  const auto view = hub.open("door", "view", nullptr);
  const Reply reply = get("/api/xray/door/view.jpg");
  EXPECT_EQ(problem_of(reply).at("status"), 503);
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
}

TEST_F(LiveHttpTest, AStalePictureIsFollowedByAFreshOne) {
  const auto view = hub.open("door", "view", nullptr);
  auto old = std::make_shared<live::Picture>(*picture(1));
  old->encoded -= std::chrono::minutes(1);
  view->publish(old);
  PlainClient client(port());
  client.send("GET /api/xray/door/view.jpg HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (view->viewer_count() == 0) std::this_thread::yield();
  view->publish(picture(2));
  EXPECT_EQ(client.read_reply().headers.at("x-sequence"), "2");
}

TEST_F(LiveHttpTest, ViewsThatAreNotThere) {
  for (const char* path : {"/api/xray/door/view.jpg", "/api/xray/door/view.mjpeg"}) {
    EXPECT_EQ(problem_of(get(path)).at("status"), 404) << path;
  }
}

}  // namespace
}  // namespace ow::server
