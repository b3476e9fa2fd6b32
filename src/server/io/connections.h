// Connections: everybody who is connected, so that a stop reaches them. For the I/O thread only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <vector>

#include "base/clock.h"
#include "server/auth/credential.h"

namespace ow::server {

class Connection {
 public:
  virtual ~Connection() = default;
  /// The server stops: say goodbye where the protocol has a word for it, and end.
  virtual void shut_down() = 0;
  /// Asked about once a second: one whose client takes nothing any more ends.
  virtual void end_if_stalled(TimePoint /*now*/) {}
  /// The credential that a stream was opened with; null for a connection whose requests are looked at one by one.
  [[nodiscard]] virtual const Credential* credential() const { return nullptr; }
  /// The credential is worth nothing any more.
  virtual void log_out() { shut_down(); }
};

class Connections final {
 public:
  /// A connection's place in the list, for as long as it lives.
  class Place final {
   public:
    Place(Connections& all, Connection& one) : all_(all), one_(one) { all_.open_.insert(&one_); }
    ~Place() {
      all_.open_.erase(&one_);
      if (all_.open_.empty() && all_.on_empty_) all_.on_empty_();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Connections& all_;
    Connection& one_;
  };

  [[nodiscard]] std::size_t size() const { return open_.size(); }

  /// What streams are open with, each once.
  [[nodiscard]] std::vector<Credential> credentials() const {
    std::vector<Credential> out;
    for (const Connection* each : open_) {
      const Credential* credential = each->credential();
      if (credential != nullptr && std::ranges::find(out, *credential) == out.end()) out.push_back(*credential);
    }
    return out;
  }

  void log_out(const Credential& credential) {
    for_each([&](Connection& each) {
      if (each.credential() != nullptr && *each.credential() == credential) each.log_out();
    });
  }

  void shut_down_all() {
    for_each([](Connection& each) { each.shut_down(); });
  }
  void end_stalled(TimePoint now) {
    for_each([now](Connection& each) { each.end_if_stalled(now); });
  }
  void on_empty(std::function<void()> call) { on_empty_ = std::move(call); }

 private:
  template <typename Call>
  void for_each(const Call& call) {
    const std::set<Connection*> all = open_;  // a connection may leave while it is told
    for (Connection* each : all) {
      if (open_.contains(each)) call(*each);
    }
  }

  std::set<Connection*> open_;
  std::function<void()> on_empty_;
};

}  // namespace ow::server
