#include "profile/profiler.h"

#include <map>
#include <mutex>
#include <utility>

#include "profile/workflow_profile.h"

namespace ow::profile {
namespace {

class ProfileRegistry final : public Profiler {
 public:
  ProfileRegistry(ProfilerOptions options, const Clock& clock) : options_(options), clock_(clock) {}

  std::shared_ptr<WorkflowProfile> workflow(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    auto& profile = profiles_[id];
    if (profile == nullptr) profile = std::make_shared<WindowedProfile>(id, options_.window, clock_);
    return profile;
  }

  void remove(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    profiles_.erase(id);
  }

  [[nodiscard]] Snapshot total() const override {
    WindowValues sum;
    for (const auto& [id, profile] : profiles()) merge(sum, profile->collect(options_.window), id);
    return summarise(std::move(sum));
  }

  void reset() override {
    for (const auto& [id, profile] : profiles()) profile->reset();
  }

  [[nodiscard]] std::vector<std::string> ids() const override {
    std::vector<std::string> ids;
    for (const auto& [id, profile] : profiles()) ids.push_back(id);
    return ids;
  }

  [[nodiscard]] std::map<std::string, Snapshot> snapshots() const override {
    std::map<std::string, Snapshot> snapshots;
    for (const auto& [id, profile] : profiles()) snapshots.emplace(id, profile->snapshot());
    return snapshots;
  }

 private:
  using Profiles = std::map<std::string, std::shared_ptr<WindowedProfile>>;

  /// A copy, so that no lock is held while percentiles are worked out.
  [[nodiscard]] Profiles profiles() const {
    const std::lock_guard lock(mutex_);
    return profiles_;
  }

  const ProfilerOptions options_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  Profiles profiles_;
};

}  // namespace

std::unique_ptr<Profiler> Profiler::create(ProfilerOptions options, const Clock& clock) {
  return std::make_unique<ProfileRegistry>(options, clock);
}

}  // namespace ow::profile
