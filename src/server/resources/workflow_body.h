// Workflow documents in request bodies.
#pragma once

#include "base/error.h"
#include "graph/workflow.h"
#include "server/http_message.h"

namespace ow::server {

/// A failure whose HTTP status is known better here than from its code.
struct BodyFailure {
  int status = 400;
  Error error;
};

/// JSON (the default) or YAML by Content-Type. 415 for other types, 400 for text that is neither, 422 for a document that
/// is no workflow.
std::expected<graph::Workflow, BodyFailure> read_workflow(const Request& request);

/// The stored document, which is canonical JSON.
Result<graph::Workflow> stored_workflow(const std::string& document);

}  // namespace ow::server
