// The table of all settings: one row is the key of the configuration file, the variable, the flag, their type and bounds, and the
// words about it in --help, man pages, schema, documentation and completion.
#pragma once

#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "overwatch/config/settings.h"

namespace ow::cli {

/// Where the value goes; its type says what is allowed.
using Target = std::variant<std::string Settings::*, std::vector<std::string> Settings::*, std::int64_t Settings::*,
                            bool Settings::*>;

enum class Kind {
  kPlain,
  kPath,  ///< relative to the folder of the file that names it; lists of paths are parted by ':' in a variable
  kSecret,  ///< shown as "***"
};

struct Key {
  std::string_view name;  ///< "log_file": the flag is --log-file, the variable OVERWATCH_LOG_FILE
  Target target;
  std::string_view doc;  ///< one sentence without a full stop
  std::string_view commands;  ///< blank-separated sub-commands with the flag; empty: all of them
  Kind kind = Kind::kPlain;
  char separator = '\0';  ///< between the items of a list in one flag
  std::vector<std::string> choices = {};
  std::int64_t min = 0;
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::string_view old_variable = {};  ///< a second name of the variable, which the specification gives
  std::string_view default_doc = {};  ///< where the default is found out at start
};

std::span<const Key> keys();
const Key* find_key(std::string_view name);
std::vector<std::string> key_names();

std::string flag_of(const Key& key);  ///< "--log-file"
std::vector<std::string> variables_of(const Key& key);  ///< {"OVERWATCH_LOG_FILE"}, the one that wins first
bool is_list(const Key& key);
bool is_switch(const Key& key);  ///< true or false
std::string type_name_of(
    const Key& key);  ///< "PATH", "0..65535", "auto|cpu|…", as --help and the documentation show it

/// Checks the texts (one, unless the key is a list) and stores their value. The error has no place yet.
Status assign(const Key& key, const std::vector<std::string>& texts, Settings& settings);

/// The value as JSON; a secret is masked unless it is empty.
nlohmann::ordered_json value_of(const Key& key, const Settings& settings);

}  // namespace ow::cli
