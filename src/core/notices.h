// NoticeBoard: what a person must know about the process as a whole, e.g. "no free descriptors". What concerns a node or a
// workflow is said in its own status.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ow {

enum class Severity { kInfo, kWarning, kError };
constexpr std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kInfo: return "info";
    case Severity::kWarning: return "warning";
    case Severity::kError: return "error";
  }
  return "info";
}

struct Notice {
  std::string topic;  ///< "descriptors", "leak-threads" …: one notice each
  Severity severity = Severity::kWarning;
  std::string message;  ///< what happened, what it means, what to do
};

/// Thread-safe; one board a process. A notice stays until it is cleared; every change goes to the log once.
class NoticeBoard {
 public:
  /// Puts a notice up, or changes the one of its topic.
  void set(Notice notice);
  /// Takes a topic's notice down, if there is one; `message` says in the log how it ended.
  void clear(std::string_view topic, std::string_view message = "over");
  /// By topic, in alphabetical order.
  [[nodiscard]] std::vector<Notice> list() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Notice, std::less<>> notices_;
};

}  // namespace ow
