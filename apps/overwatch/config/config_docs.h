// What is written about the settings, made from their table.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "overwatch/config/resolve.h"

namespace ow::cli {

/// JSON schema (draft 2020-12) of the configuration file, for editors: `# yaml-language-server: $schema=…`.
nlohmann::ordered_json config_schema();

/// docs/configuration.md.
std::string config_page();

/// A configuration file with every key, its words and its default in comments; the `set` ones are in force.
std::string config_example(const GivenFlags& set);

/// Default of a key in words: JSON, "none", or where it is found out.
std::string default_text(const Key& key);

}  // namespace ow::cli
