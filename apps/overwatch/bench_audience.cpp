#include "overwatch/bench_audience.h"

#include <fmt/core.h>

#include "engine/engine_factory.h"
#include "store/data_folder.h"
#include "store/workflow_store.h"

namespace ow::cli {

Result<std::unique_ptr<Audience>> Audience::create(engine::Runtime& runtime) {
  OW_TRY(auto folder, TemporaryFolder::create());
  std::unique_ptr<Audience> audience(new Audience(std::move(folder)));
  OW_TRY(auto store, store::WorkflowStore::open(store::store_file(audience->folder_.path())));
  audience->engine_ = engine::create_engine(runtime, std::move(store));
  const server::Services services{*audience->engine_, runtime.library(), runtime.profiler(),
                                  runtime.hub(),      runtime.clock(),   OW_VERSION};
  server::ServerOptions options;
  options.port = 0;
  OW_TRY(audience->server_, server::Server::create(std::move(options), services));
  audience->server_->start();
  return audience;
}

Status Audience::watch(const std::string& workflow, const std::string& node) {
  const CrowdOptions options{.path = fmt::format("/api/ws/xray/{}/{}", workflow, node)};
  OW_TRY(auto viewer, LoadCrowd::connect({.port = server_->port()}, options));
  const std::lock_guard lock(mutex_);
  viewers_.push_back(std::move(viewer));
  return {};
}

Audience::~Audience() {
  viewers_.clear();
  if (server_) server_->stop();
}

}  // namespace ow::cli
