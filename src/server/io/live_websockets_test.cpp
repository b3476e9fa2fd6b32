#include <future>

#include "server/testing/server_fixture.h"

namespace ow::server {
namespace {

/// A message taken apart.
struct Message {
  Json header;
  std::string payload;
};

Message parse(const std::string& bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes.at(i))); };
  const std::size_t length = byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
  return {Json::parse(bytes.substr(4, length)), bytes.substr(4 + length)};
}

/// Remembers what a view reports. Called from the server's thread.
class Reports final : public Observer {
 public:
  void on_span(std::string_view, const Span& span) override {
    const std::lock_guard lock(mutex);
    spans.emplace_back(span.name);
  }
  void on_frame_in(std::string_view) override {}
  void on_frame_out(std::string_view) override {}
  void on_skip(std::string_view) override {}
  void on_drop(std::string_view, DropReason) override { ++drops; }
  void on_complete(std::string_view, const Trace&, TimePoint) override { complete.set_value(); }
  void on_picture(std::string_view, std::size_t) override {}

  std::mutex mutex;
  std::vector<std::string> spans;
  std::atomic<int> drops{0};
  std::promise<void> complete;
};

class LiveWebSocketsTest : public ServerFixture {
 protected:
  static constexpr const char* kView = "/api/ws/xray/door/view";
  int close_code_of(WebSocket& socket) {
    while (socket.read()) {
    }
    return socket.close_code();
  }
};

TEST_F(LiveWebSocketsTest, AClientThatFloodsTheServerIsCutOff) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket quiet(port(), kView);
  WebSocket flooding(port(), kView);
  for (int i = 0; i < 499; ++i) flooding.send("x");
  view->publish(picture(1));
  EXPECT_TRUE(flooding.read()) << "so many may come";
  const auto flood = [&flooding] {
    for (int i = 0; i < 100'000; ++i) flooding.send("x");
  };
  EXPECT_ANY_THROW(flood()) << "the connection is still there";
  EXPECT_TRUE(quiet.read());
}

TEST_F(LiveWebSocketsTest, SendsPicturesAsTheyCome) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket socket(port(), kView);
  for (std::uint64_t sequence = 1; sequence <= 3; ++sequence) {
    view->publish(picture(sequence));
    const auto bytes = socket.read();
    ASSERT_TRUE(bytes);
    const Message message = parse(*bytes);
    EXPECT_EQ(message.header.at("seq"), sequence);
    EXPECT_EQ(message.header.at("codec"), "jpeg");
    EXPECT_EQ(message.payload, std::string(100, static_cast<char>(sequence)));
  }
}

TEST_F(LiveWebSocketsTest, GivesThePictureThatIsThereAtOnce) {
  const auto view = hub.open("door", "view", nullptr);
  view->publish(picture(7));
  WebSocket socket(port(), kView);
  EXPECT_EQ(parse(*socket.read()).header.at("seq"), 7);
}

TEST_F(LiveWebSocketsTest, ReportsTheSendingOfWhatCameWhileItWatched) {
  const auto reports = std::make_shared<Reports>();
  const auto view = hub.open("door", "view", reports);
  view->publish(picture(1));
  WebSocket socket(port(), kView);
  ASSERT_TRUE(socket.read());  // was there before: not reported
  view->publish(picture(2));
  ASSERT_TRUE(socket.read());
  ASSERT_EQ(reports->complete.get_future().wait_for(std::chrono::seconds(5)), std::future_status::ready);
  const std::lock_guard lock(reports->mutex);
  EXPECT_EQ(reports->spans, (std::vector<std::string>{stage::kSendWait, stage::kSend}));
}

TEST_F(LiveWebSocketsTest, ASlowViewerGetsTheNewestAndHoldsNobodyUp) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket slow(port(), kView);
  WebSocket fast(port(), kView);
  constexpr std::uint64_t kLast = 40;
  for (std::uint64_t sequence = 1; sequence <= kLast; ++sequence) {
    view->publish(picture(sequence, 4 << 20));
    EXPECT_EQ(parse(*fast.read()).header.at("seq"), sequence);
  }
  std::vector<std::uint64_t> got;
  while (got.empty() || got.back() != kLast) {
    const auto bytes = slow.read();
    ASSERT_TRUE(bytes);
    got.push_back(parse(*bytes).header.at("seq"));
  }
  EXPECT_LT(got.size(), 10u) << "old pictures were kept for the slow viewer";
  EXPECT_TRUE(std::ranges::is_sorted(got));
}

class StallTest : public ServerFixture {
 protected:
  StallTest() : ServerFixture({.stall_timeout = std::chrono::milliseconds(150)}) {}
};

TEST_F(StallTest, AViewerThatTakesNothingIsCutAndTheOthersGoOn) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket stalled(port(), "/api/ws/xray/door/view");
  WebSocket watching(port(), "/api/ws/xray/door/view");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  std::uint64_t sequence = 0;
  while (view->viewer_count() > 1 && std::chrono::steady_clock::now() < deadline) {
    view->publish(picture(++sequence, 4 << 20));
    ASSERT_EQ(parse(*watching.read()).header.at("seq"), sequence);
  }
  EXPECT_EQ(view->viewer_count(), 1u);
  view->publish(picture(++sequence));
  EXPECT_EQ(parse(*watching.read()).header.at("seq"), sequence);
}

TEST_F(LiveWebSocketsTest, AViewThatIsNotThereIsRefusedBeforeTheUpgrade) {
  const Headers upgrade{{"Connection", "Upgrade"},
                        {"Upgrade", "websocket"},
                        {"Sec-WebSocket-Version", "13"},
                        {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  const Reply reply = get(kView, upgrade);
  EXPECT_EQ(problem_of(reply).at("status"), 404);
  const auto view = hub.open("door", "view", nullptr);
  EXPECT_EQ(get(kView, upgrade).status, 101);
  EXPECT_EQ(get(kView).status, 426);
  EXPECT_EQ(get("/api/ws/status").headers.at("upgrade"), "websocket");
}

TEST_F(LiveWebSocketsTest, CloseCodesTellWhetherToComeBack) {
  add_door();
  struct Case {
    engine::RunState state;
    int code;
  };
  for (const auto& [state, code] : {Case{engine::RunState::kRestarting, 1012}, Case{engine::RunState::kRunning, 1012},
                                    Case{engine::RunState::kStopped, 1000}, Case{engine::RunState::kFinished, 1000},
                                    Case{engine::RunState::kFailed, 1011}}) {
    hub.open("door", "view", nullptr);
    engine.set_state("door", state);
    WebSocket socket(port(), kView);
    hub.close("door", "view");
    EXPECT_EQ(close_code_of(socket), code) << engine::to_string(state);
    EXPECT_FALSE(socket.close_reason().empty());
  }
}

TEST_F(LiveWebSocketsTest, AViewerComesBackAfterARestart) {
  add_door();
  hub.open("door", "view", nullptr);
  engine.set_state("door", engine::RunState::kRestarting);
  WebSocket first(port(), kView);
  const auto view = hub.open("door", "view", nullptr);  // replaces and ends the first
  EXPECT_EQ(close_code_of(first), 1012);
  WebSocket second(port(), kView);
  view->publish(picture(5));
  EXPECT_EQ(parse(*second.read()).header.at("seq"), 5);
}

TEST_F(LiveWebSocketsTest, WhatClientsSayIsIgnoredAndBounded) {
  const auto view = hub.open("door", "view", nullptr);
  WebSocket socket(port(), kView);
  socket.send("hello");
  view->publish(picture(1));
  EXPECT_TRUE(socket.read());
  socket.send(std::string(5000, 'x'));
  EXPECT_EQ(close_code_of(socket), 1009);
}

TEST_F(LiveWebSocketsTest, AClientThatLeavesFreesItsPlace) {
  const auto view = hub.open("door", "view", nullptr);
  {
    WebSocket socket(port(), kView);
    EXPECT_EQ(view->viewer_count(), 1u);
  }
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (view->viewer_count() > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(view->viewer_count(), 0u);
}

TEST_F(LiveWebSocketsTest, StatusIsMadeOnceForAllAndOnlyForListeners) {
  add_door();
  EXPECT_EQ(engine.status_calls(), 0);
  WebSocket one(port(), "/api/ws/status");
  WebSocket two(port(), "/api/ws/status");
  const auto text = one.read();
  ASSERT_TRUE(text);
  const Json message = Json::parse(*text);
  EXPECT_EQ(message.at("workflows")[0].at("id"), "door");
  EXPECT_TRUE(message.at("performance").contains("current_fps"));
  EXPECT_TRUE(message.at("performance").contains("workflows"));
  ASSERT_TRUE(two.read());
  ASSERT_TRUE(one.read());
  EXPECT_LE(engine.status_calls(), 4);
}

}  // namespace
}  // namespace ow::server
