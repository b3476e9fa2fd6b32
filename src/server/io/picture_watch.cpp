#include "server/io/picture_watch.h"

namespace ow::server {

PictureViewer::PictureViewer(std::shared_ptr<Signal> wake, asio::any_io_executor executor)
    : executor_(std::move(executor)), wake_(std::move(wake)) {}

void PictureViewer::on_picture() {
  const std::lock_guard lock(mutex_);
  if (!wake_ || posted_) return;
  posted_ = true;
  asio::post(executor_, [self = shared_from_this()] { self->deliver(); });
}

void PictureViewer::deliver() {
  const std::lock_guard lock(mutex_);
  posted_ = false;
  if (wake_) wake_->notify();
}

void PictureViewer::detach() {
  const std::lock_guard lock(mutex_);
  wake_.reset();
}

Result<std::unique_ptr<PictureWatch>> PictureWatch::open(const Services& services, const Request& request,
                                                         std::shared_ptr<Signal> wake,
                                                         const asio::any_io_executor& executor) {
  const std::string& workflow = request.parameter("workflow");
  const std::string& node = request.parameter("node");
  std::unique_ptr<PictureWatch> watch(new PictureWatch(services.clock.now()));
  watch->view_ = services.hub.find(workflow, node);
  if (!watch->view_) {
    return fail(ErrorCode::kNotFound, "the workflow '{}' has no running X-RAY view '{}'; is it started?", workflow,
                node);
  }
  watch->viewer_ = std::make_shared<PictureViewer>(std::move(wake), executor);
  OW_TRY(watch->subscription_, services.hub.subscribe(workflow, node, watch->viewer_));
  return watch;
}

void PictureWatch::sent(const live::Picture& picture, TimePoint begin, TimePoint end) {
  if (picture.encoded >= joined_) subscription_->sent(picture, begin, end);
}

PictureWatch::~PictureWatch() {
  if (viewer_) viewer_->detach();
}

}  // namespace ow::server
