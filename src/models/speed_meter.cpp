#include "models/speed_meter.h"

#include <algorithm>
#include <utility>

namespace ow::models {
namespace {

/// Only what lies in the models folders has a name to keep the figure under.
Result<InstalledModel> find_installed(const Library& library, const std::string& name) {
  OW_TRY(const auto file, library.resolve(name));
  const auto installed = library.installed();
  const auto found = std::ranges::find(installed, file, &InstalledModel::path);
  if (found != installed.end()) return *found;
  return fail(ErrorCode::kNotFound, "{} is in none of the models folders; name an installed model", name);
}

}  // namespace

/// While it is there, nobody else measures.
class SpeedMeter::Turn {
 public:
  static Result<Turn> take(SpeedMeter& meter, const std::string& name) {
    const std::lock_guard lock(meter.mutex_);
    if (!meter.measured_.empty()) {
      return fail(ErrorCode::kAlreadyExists, "the speed of {} is being measured; try again in a few seconds",
                  meter.measured_);
    }
    meter.measured_ = name;
    return Turn(meter);
  }
  Turn(Turn&& other) noexcept : meter_(std::exchange(other.meter_, nullptr)) {}
  Turn& operator=(Turn&&) = delete;
  ~Turn() {
    if (meter_ == nullptr) return;
    const std::lock_guard lock(meter_->mutex_);
    meter_->measured_.clear();
  }

 private:
  explicit Turn(SpeedMeter& meter) : meter_(&meter) {}
  SpeedMeter* meter_;
};

Result<MeasuredSpeed> SpeedMeter::measure(const std::string& name, const std::function<bool()>& busy) {
  OW_TRY(const InstalledModel model, find_installed(options_.library, name));
  if (stop_.stop_requested()) return fail(ErrorCode::kCancelled, "the measurement was stopped");
  OW_TRY(const Turn turn, Turn::take(*this, model.name));
  const bool busy_before = busy && busy();
  OW_TRY(MeasuredSpeed speed, options_.measure(model.path, options_.device, options_.bounds, stop_.get_token()));
  speed.busy = busy_before || (busy && busy());
  if (const auto kept = keep_speed(options_.file, model.name, speed); !kept) {
    return fail_at(kSpeedPlace, kept.error().code, "{}", kept.error().message);
  }
  return speed;
}

}  // namespace ow::models
