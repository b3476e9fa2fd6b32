#include "core/notices.h"

#include <utility>

#include "base/log.h"

namespace ow {

void NoticeBoard::set(Notice notice) {
  {
    const std::lock_guard lock(mutex_);
    Notice& place = notices_[notice.topic];
    if (place.message == notice.message && place.severity == notice.severity) return;
    place = notice;
  }
  const log::Level level = notice.severity == Severity::kError     ? log::Level::kError
                           : notice.severity == Severity::kWarning ? log::Level::kWarning
                                                                   : log::Level::kInfo;
  log::write(level, notice.topic + ": " + notice.message);
}

void NoticeBoard::clear(std::string_view topic, std::string_view message) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = notices_.find(topic);
    if (found == notices_.end()) return;
    notices_.erase(found);
  }
  log::info("{}: {}", topic, message);
}

std::vector<Notice> NoticeBoard::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<Notice> all;
  for (const auto& [topic, notice] : notices_) all.push_back(notice);
  return all;
}

}  // namespace ow
