#include "infer/service.h"

#include <future>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "base/guard.h"
#include "base/log.h"
#include "infer/devices.h"
#include "infer/input_check.h"
#include "infer/model_runner.h"
#include "infer/ort.h"

namespace ow::infer {
namespace {

class Stream final : public ModelStream {
 public:
  Stream(std::shared_ptr<ModelRunner> runner, Priority priority)
      : runner_(std::move(runner)), state_(runner_->scheduler().open(priority)) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() override { runner_->scheduler().close(state_); }

  [[nodiscard]] const ModelSignature& signature() const override { return runner_->signature(); }
  [[nodiscard]] const ExecutionTruth& truth() const override { return runner_->truth(); }
  [[nodiscard]] int batch_max() const override { return runner_->batch_max(); }

  Status submit(InferenceJob job) override {
    OW_CHECK(check_input_items(signature().inputs.front(), job.input.view()));
    return runner_->scheduler().submit(*state_, std::move(job));
  }

 private:
  std::shared_ptr<ModelRunner> runner_;
  std::shared_ptr<StreamState> state_;
};

/// Tells a file from another one that took its name.
using Identity = std::pair<std::uintmax_t, std::filesystem::file_time_type>;

Identity identity_of(const std::filesystem::path& file) {
  std::error_code ignored;  // loading says what is wrong with it
  return {std::filesystem::file_size(file, ignored), std::filesystem::last_write_time(file, ignored)};
}

using Loaded = Result<std::shared_ptr<ModelRunner>>;

class Service final : public InferenceService {
 public:
  Service(const ServiceOptions& options, const Clock& clock)
      : options_(options), clock_(clock), devices_(detect_devices()) {}

  Result<std::unique_ptr<ModelStream>> open(const ModelRequest& request) override {
    OW_TRY(const DeviceKind device, resolve(request.device));
    std::error_code error;
    const auto canonical = std::filesystem::canonical(request.file, error);
    const auto& file = error ? request.file : canonical;  // loading says what is wrong with it
    OW_TRY(auto runner,
           find_or_load({file, device, request.precision, request.scheduling, identity_of(file)}, request.device));
    return std::make_unique<Stream>(std::move(runner), request.priority);
  }

  [[nodiscard]] std::vector<LoadedModel> loaded() const override {
    std::vector<LoadedModel> models;
    for (const auto& runner : runners()) {
      models.push_back({runner.first, runner.second->truth(), runner.second->scheduler().streams()});
    }
    return models;
  }

 private:
  struct Key {
    std::filesystem::path file;
    DeviceKind device;
    Precision precision;
    Scheduling scheduling;
    Identity identity;  ///< a file that was replaced is another model
    auto operator<=>(const Key&) const = default;
  };
  struct Entry {
    std::weak_ptr<ModelRunner> runner;  ///< the streams own it
    std::shared_future<Loaded> loading;
  };

  /// What is alive, referenced outside the lock: a runner that goes with our reference joins threads.
  [[nodiscard]] std::vector<std::pair<std::string, std::shared_ptr<ModelRunner>>> runners() const {
    std::vector<std::pair<std::string, std::shared_ptr<ModelRunner>>> alive;
    const std::lock_guard lock(mutex_);
    for (const auto& [key, entry] : entries_) {
      if (auto runner = entry.runner.lock()) alive.emplace_back(key.file.string(), std::move(runner));
    }
    return alive;
  }

  /// Each wish is resolved, and logged, once.
  Result<DeviceKind> resolve(DeviceKind wish) {
    const std::lock_guard lock(mutex_);
    auto found = resolved_.find(wish);
    if (found == resolved_.end()) found = resolved_.emplace(wish, choose_device(wish, devices_)).first;
    return found->second;
  }

  Loaded find_or_load(const Key& key, DeviceKind wish) {
    std::promise<Loaded> promise;
    std::shared_future<Loaded> others;
    {
      const std::lock_guard lock(mutex_);
      std::erase_if(entries_,
                    [](const auto& item) { return item.second.runner.expired() && !item.second.loading.valid(); });
      Entry& entry = entries_[key];
      if (auto runner = entry.runner.lock()) return runner;
      others = entry.loading;
      if (!others.valid()) entry.loading = promise.get_future().share();
    }
    if (others.valid()) return others.get();  // the same model is being loaded by another thread
    Loaded loaded = ow::guarded([&] { return load(key, wish); });
    {
      const std::lock_guard lock(mutex_);
      Entry& entry = entries_[key];
      if (loaded) entry.runner = *loaded;
      entry.loading = {};
    }
    promise.set_value(loaded);
    return loaded;
  }

  Loaded load(const Key& key, DeviceKind wish) const {
    RunnerOptions runner{
        {key.file, key.device, key.precision, 1}, key.scheduling, options_.cores, options_.batch_window};
    Loaded loaded = ModelRunner::create(runner, clock_);
    if (loaded || wish != DeviceKind::kAuto || key.device == DeviceKind::kCpu) return loaded;
    log::warn("{} cannot be used after all, so the CPU is: {}", to_string(key.device), loaded.error().message);
    runner.session.device = DeviceKind::kCpu;
    return ModelRunner::create(runner, clock_);
  }

  const ServiceOptions options_;
  const Clock& clock_;
  const std::vector<DeviceInfo> devices_;
  mutable std::mutex mutex_;
  std::map<DeviceKind, Result<DeviceKind>> resolved_;
  std::map<Key, Entry> entries_;
};

}  // namespace

std::unique_ptr<InferenceService> InferenceService::create(ServiceOptions options, const Clock& clock) {
  // Now, while there is memory: what is made half of it cannot be made again in this process.
  (void)ort_environment();
  return std::make_unique<Service>(options, clock);
}

}  // namespace ow::infer
