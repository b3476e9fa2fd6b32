// Where each setting comes from: default, configuration file, environment, flag; the later one wins.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "overwatch/config/config_file.h"
#include "overwatch/config/keys.h"

namespace ow::cli {

enum class Origin { kDefault, kFile, kEnvironment, kFlag };
std::string_view to_string(Origin origin);

/// What was given on the command line, by key.
using GivenFlags = std::map<std::string, std::vector<std::string>, std::less<>>;

struct Source {
  Origin origin = Origin::kDefault;
  std::string place;  ///< "/etc/overwatch/overwatch.yaml:3", "OVERWATCH_PORT", "--port"; empty for a default
};

struct Resolved {
  Settings settings;
  std::map<std::string, Source, std::less<>> sources;  ///< by key, every key
  std::filesystem::path file;                          ///< the file that was read; empty without one
  std::vector<Error> problems;  ///< values that were left out, each named with its place
};

/// --config or OVERWATCH_CONFIG when given, else the first of these that exists: overwatch.yaml in $XDG_CONFIG_HOME/overwatch
/// (~/.config/overwatch), and /etc/overwatch/overwatch.yaml. Empty when there is none.
std::filesystem::path find_config(const std::string& given, const Environment& environment);
std::vector<std::filesystem::path> config_candidates(const Environment& environment);

/// Puts all together, with every problem: those of the file first.
Resolved resolve_all(const ConfigFile& file, const Environment& environment, const GivenFlags& flags);

/// The same, but fails with the first wrong value, named with its place. `file` may be empty.
Result<Resolved> resolve(const std::filesystem::path& file, const Environment& environment, const GivenFlags& flags);

/// Variables OVERWATCH_* of this process that no key has but that nearly are one's: a typing mistake would pass unseen.
std::vector<Error> unknown_variables();

}  // namespace ow::cli
