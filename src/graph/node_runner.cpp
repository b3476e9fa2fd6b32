#include "graph/node_runner.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "graph/workflow.h"

namespace ow::graph {
namespace {

class NullObserver final : public Observer {
  void on_span(std::string_view, const Span&) override {}
  void on_frame_in(std::string_view) override {}
  void on_frame_out(std::string_view) override {}
  void on_skip(std::string_view) override {}
  void on_drop(std::string_view, DropReason) override {}
  void on_complete(std::string_view, const Trace&, TimePoint) override {}
  void on_picture(std::string_view, std::size_t) override {}
};

/// Bound on waiting for posted work: a test that hangs must end with a word.
constexpr std::chrono::seconds kPostedWorkWait{30};

Result<Options> read_options(const NodeDescriptor& descriptor, const nlohmann::ordered_json& json) {
  Options options;
  for (const Option& option : descriptor.options) options.set(option.name, option.fallback);
  for (const auto& [name, value] : json.items()) {
    const Option* option = descriptor.option(name);
    if (option == nullptr) return fail_at(name, ErrorCode::kInvalidArgument, "no such option");
    OW_TRY(OptionValue parsed, parse_option(*option, value));
    options.set(name, std::move(parsed));
  }
  return options;
}

}  // namespace

std::shared_ptr<Observer> null_observer() { return std::make_shared<NullObserver>(); }

NodeRunner::NodeRunner(const NodeType& type, const nlohmann::ordered_json& options, const Clock& clock)
    : type_(type),
      options_(std::make_unique<nlohmann::ordered_json>(options)),
      clock_(clock),
      observer_(null_observer()) {}

NodeRunner::~NodeRunner() {
  stop_.request_stop();
  node_.reset();  // before the members that its callbacks may still use
}

Status NodeRunner::start() {
  OW_TRY(const Options options, read_options(type_.descriptor, *options_));
  OW_TRY(node_, type_.create(options));
  return node_->start(*this);
}

Status NodeRunner::run_posted_until(const std::function<bool()>& done) {
  while (true) {
    OW_CHECK(run_posted());
    if (done()) return {};
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, kPostedWorkWait, [&] { return !posted_.empty(); })) {
      return fail(ErrorCode::kDeadlineExceeded, "the node waits for work that nobody posts");
    }
  }
}

Status NodeRunner::send(Packet packet, Inlet inlet) {
  OW_CHECK(run_posted_until([&] { return node_->wants_input(); }));
  OW_CHECK(node_->process(*this, inlet, std::move(packet)));
  return run_posted();
}

Status NodeRunner::end() {
  OW_CHECK(run_posted());
  OW_CHECK(node_->on_end(*this));
  return run_posted_until([&] { return node_->idle(); });
}

Status NodeRunner::run_source(std::size_t stop_after) {
  stop_after_ = stop_after;
  return static_cast<SourceNode&>(*node_).run(*this);
}

Status NodeRunner::set_options(const nlohmann::ordered_json& changes) {
  nlohmann::ordered_json changed = *options_;
  for (const auto& [name, value] : changes.items()) changed[name] = value;
  OW_TRY(const Options options, read_options(type_.descriptor, changed));
  if (dynamic_cast<SourceNode*>(node_.get()) != nullptr) {
    post([this, options] { return node_->set_options(*this, options); });
  } else {
    OW_CHECK(node_->set_options(*this, options));
  }
  *options_ = std::move(changed);
  return {};
}

Status NodeRunner::run_posted() {
  while (true) {
    std::function<Status()> work;
    {
      std::lock_guard lock(mutex_);
      if (posted_.empty()) return {};
      work = std::move(posted_.front());
      posted_.pop_front();
    }
    OW_CHECK(work());
  }
}

void NodeRunner::emit(std::size_t port, Packet packet) {
  outputs_[port].push_back(std::move(packet));
  if (stop_after_ != 0 && outputs_[port].size() >= stop_after_) stop_.request_stop();
}

bool NodeRunner::waiting(std::size_t port) const {
  const auto sent = outputs_.find(port);
  return nobody_takes_ && sent != outputs_.end() && !sent->second.empty();
}

bool NodeRunner::renew(std::size_t port, Packet packet) {
  if (!waiting(port)) return false;
  outputs_[port].back() = std::move(packet);
  return true;
}

void NodeRunner::post(std::function<Status()> work) {
  {
    std::lock_guard lock(mutex_);
    posted_.push_back(std::move(work));
  }
  arrived_.notify_one();
}

void NodeRunner::report(Health health, std::string message) {
  std::lock_guard lock(mutex_);
  health_ = health;
  message_ = std::move(message);
  next_try_.reset();
}

void NodeRunner::report_retry(std::string message, TimePoint next_try) {
  std::lock_guard lock(mutex_);
  health_ = Health::kRetrying;
  message_ = std::move(message);
  next_try_ = next_try;
}

Health NodeRunner::health() const {
  std::lock_guard lock(mutex_);
  return health_;
}

std::string NodeRunner::message() const {
  std::lock_guard lock(mutex_);
  return message_;
}

std::optional<TimePoint> NodeRunner::next_try() const {
  std::lock_guard lock(mutex_);
  return next_try_;
}

}  // namespace ow::graph
