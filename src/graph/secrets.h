// Passwords in workflow documents: hidden when a document leaves the program, put back when it returns.
#pragma once

#include <span>

#include "graph/workflow.h"

namespace ow::graph {

/// Replaces the passwords in addresses of a workflow's options by "***".
void mask_secrets(Workflow& workflow);
/// The same for the document's JSON form.
void mask_secrets(nlohmann::ordered_json& document);

/// Puts the passwords of the documents `before` back, the first that has one, where an option still is what mask_secrets made
/// of it, in that node or (it was renamed, or copied) in another. A hidden password that has no original (another host) is an
/// error at its place: it cannot be guessed, and is not sent elsewhere.
Status restore_secrets(Workflow& workflow, std::span<const Workflow> before);

/// kInvalidArgument at `place` when a password in `text` is hidden: it was copied from where it is shown.
Status check_not_hidden(const std::string& text, const std::string& place);

}  // namespace ow::graph
