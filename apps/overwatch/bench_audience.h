// A viewer in the same process: takes every picture as a connection would, and completes its trace.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "base/error.h"
#include "live/hub.h"

namespace ow::cli {

/// Watches one view from creation to destruction, on a thread of its own.
class Audience {
 public:
  static Result<std::unique_ptr<Audience>> create(live::Hub& hub, const std::string& workflow, const std::string& node,
                                                  const Clock& clock);
  ~Audience();
  Audience(const Audience&) = delete;
  Audience& operator=(const Audience&) = delete;

 private:
  class Bell;
  Audience(std::shared_ptr<Bell> bell, std::unique_ptr<live::Subscription> subscription, const Clock& clock);
  void watch(std::stop_token stop);

  std::shared_ptr<Bell> bell_;
  std::unique_ptr<live::Subscription> subscription_;
  const Clock& clock_;
  std::jthread thread_;  // last: ends before what it uses
};

}  // namespace ow::cli
