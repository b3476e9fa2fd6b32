// The one document of a YAML text.
#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

namespace ow::graph {

/// The document of `text`; a null node where there is none. Throws YAML::Exception, with the place, for what is no YAML and for a
/// text with something in a document behind its first: it would not be read.
YAML::Node load_document(const std::string& text);

}  // namespace ow::graph
