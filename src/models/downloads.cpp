#include "models/downloads.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "base/thread.h"

namespace ow::models {
namespace {

struct Job {
  PullPlan plan;
  PullStatus status;
  std::stop_source stop;
};

bool is_over(PullState state) { return state != PullState::kWaiting && state != PullState::kRunning; }

class DownloadsInBackground final : public Downloads {
 public:
  explicit DownloadsInBackground(DownloadsOptions options) : options_(std::move(options)) {
    for (std::size_t i = 0; i < options_.running_max; ++i) {
      workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
  }

  ~DownloadsInBackground() override {
    for (std::jthread& worker : workers_) worker.request_stop();
    const std::lock_guard lock(mutex_);
    for (auto& [name, job] : jobs_) job->stop.request_stop();
  }

  [[nodiscard]] Result<PullPlan> plan(PullRequest request) const override {
    if (!request.from.empty())
      return fail_at("from", ErrorCode::kPermissionDenied, "an address is taken from the command line only");
    request.folder = options_.folder;
    request.mirror = options_.mirror;
    return plan_pull(request);
  }

  Status start(const PullPlan& plan) override {
    if (plan.installed) return fail(ErrorCode::kAlreadyExists, "{} is installed already", plan.name);
    {
      const std::lock_guard lock(mutex_);
      const auto found = jobs_.find(plan.name);
      if (found != jobs_.end() && !is_over(found->second->status.state))
        return fail(ErrorCode::kAlreadyExists, "{} is being downloaded already", plan.name);
      if (waiting_.size() >= options_.waiting_max)
        return fail(ErrorCode::kResourceExhausted, "{} downloads wait already; try again later", waiting_.size());
      auto job = std::make_shared<Job>();
      job->plan = plan;
      job->status = {plan.name, PullState::kWaiting, 0, plan.bytes, {}};
      jobs_[plan.name] = job;
      waiting_.push_back(std::move(job));
    }
    changed_.notify_one();
    return {};
  }

  Status cancel(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(name);
    if (found == jobs_.end() || is_over(found->second->status.state))
      return fail(ErrorCode::kNotFound, "no download of '{}' is going on", name);
    found->second->stop.request_stop();
    if (std::erase(waiting_, found->second) > 0) found->second->status.state = PullState::kCancelled;
    return {};
  }

  [[nodiscard]] std::vector<PullStatus> statuses() const override {
    const std::lock_guard lock(mutex_);
    std::vector<PullStatus> out;
    for (const auto& [name, job] : jobs_) out.push_back(job->status);
    return out;
  }

 private:
  void work(const std::stop_token& stop) {
    set_thread_name("ow-download");
    while (const auto job = next(stop)) run(*job);
  }

  std::shared_ptr<Job> next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); }) || stop.stop_requested()) return nullptr;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    job->status.state = PullState::kRunning;
    return job;
  }

  void run(Job& job) {
    log::info("downloading {} from {}", job.plan.name, job.plan.url);
    const auto report = pull(
        job.plan, options_.http, [&](const DownloadProgress& progress) { show(job, progress); }, job.stop.get_token());
    const std::lock_guard lock(mutex_);
    if (report) {
      job.status.state = PullState::kDone;
      job.status.total = job.status.bytes = report->download.bytes;
      log::info("{} is installed: {}", job.plan.name, description_text(report->description));
      return;
    }
    const bool cancelled = report.error().code == ErrorCode::kCancelled;
    job.status.state = cancelled ? PullState::kCancelled : PullState::kFailed;
    if (cancelled) return;
    job.status.error = report.error().text();
    log::warn("{} was not downloaded: {}", job.plan.name, job.status.error);
  }

  void show(Job& job, const DownloadProgress& progress) {
    const std::lock_guard lock(mutex_);
    job.status.bytes = progress.bytes;
    if (progress.total > 0) job.status.total = progress.total;
  }

  const DownloadsOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, std::shared_ptr<Job>> jobs_;  ///< bounded: catalogue names only
  std::deque<std::shared_ptr<Job>> waiting_;
  std::vector<std::jthread> workers_;                 ///< last: they use the rest
};

}  // namespace

std::string_view to_string(PullState state) {
  switch (state) {
    case PullState::kWaiting: return "waiting";
    case PullState::kRunning: return "running";
    case PullState::kDone: return "done";
    case PullState::kFailed: return "failed";
    case PullState::kCancelled: return "cancelled";
  }
  return "failed";
}

std::unique_ptr<Downloads> Downloads::create(DownloadsOptions options) {
  return std::make_unique<DownloadsInBackground>(std::move(options));
}

}  // namespace ow::models
