// ModelFileWatch: notices that the file of a loaded model was deleted or replaced.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.h"
#include "graph/node.h"

namespace ow::nodes {

/// Belongs to one thread. The run goes on with the loaded copy in either case; a person has to know what a new start would
/// find.
class ModelFileWatch {
 public:
  /// Remembers what the file is now.
  explicit ModelFileWatch(std::filesystem::path file);

  enum class State { kSame, kDeleted, kReplaced };
  /// Looks at the file every few seconds at most; something only when that is due and the state is another one than last.
  [[nodiscard]] std::optional<State> look(TimePoint now);
  /// What to tell; empty for kSame.
  [[nodiscard]] std::string text(State state) const;
  /// Looks, and reports a change as the node's health.
  void watch(graph::NodeContext& context);

 private:
  struct Identity {
    std::uint64_t device = 0, inode = 0, bytes = 0;
    std::int64_t modified_ns = 0;
    friend bool operator==(const Identity&, const Identity&) = default;
  };
  [[nodiscard]] std::optional<Identity> identity() const;

  std::filesystem::path file_;
  std::optional<Identity> loaded_;
  State state_ = State::kSame;
  TimePoint next_{};
};

}  // namespace ow::nodes
