#include "nodes/model_file_watch.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <utility>

namespace ow::nodes {
namespace {

constexpr std::chrono::seconds kLookEvery{2};

std::int64_t modified_ns(const struct stat& status) {
#ifdef __APPLE__
  const timespec& time = status.st_mtimespec;
#else
  const timespec& time = status.st_mtim;
#endif
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

ModelFileWatch::ModelFileWatch(std::filesystem::path file) : file_(std::move(file)), loaded_(identity()) {}

std::optional<ModelFileWatch::Identity> ModelFileWatch::identity() const {
  struct stat status {};
  if (::stat(file_.c_str(), &status) != 0) return std::nullopt;
  return Identity{static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
                  static_cast<std::uint64_t>(status.st_size), modified_ns(status)};
}

std::optional<ModelFileWatch::State> ModelFileWatch::look(TimePoint now) {
  if (now < next_) return std::nullopt;
  next_ = now + kLookEvery;
  const auto found = identity();
  const State state = !found ? State::kDeleted : found == loaded_ ? State::kSame : State::kReplaced;
  if (std::exchange(state_, state) == state) return std::nullopt;
  return state;
}

void ModelFileWatch::watch(graph::NodeContext& context) {
  const auto state = look(context.clock().now());
  if (!state) return;
  context.report(*state == State::kSame ? graph::Health::kOk : graph::Health::kWarning, text(*state));
}

std::string ModelFileWatch::text(State state) const {
  switch (state) {
    case State::kSame: return {};
    case State::kDeleted:
      return fmt::format(
          "the model file {} was deleted: this run goes on with the loaded copy, but cannot start again until the file "
          "is "
          "back",
          file_.string());
    case State::kReplaced:
      return fmt::format(
          "the model file {} was replaced: this run goes on with the old one; stop and start the workflow to "
          "use the new one",
          file_.string());
  }
  return {};
}

}  // namespace ow::nodes
