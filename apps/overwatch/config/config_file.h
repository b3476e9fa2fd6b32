// Reads a configuration file: a flat YAML map of the keys in config/keys.h.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "overwatch/config/keys.h"

namespace ow::cli {

/// One entry, as the file has it.
struct FileValue {
  std::vector<std::string> texts;
  int line = 0;
};

struct ConfigFile {
  std::filesystem::path path;
  std::map<std::string, FileValue, std::less<>> values;  ///< by key; those without a value (`port:`) are not there
  std::vector<Error> problems;                           ///< each with the place "path:line: key"
};

/// Reads text as YAML. Each unknown key, wrong value, repeated key and unset ${VARIABLE} is a problem; paths come back absolute.
ConfigFile parse_config(const std::filesystem::path& path, const std::string& text);

/// The same from a file of at most 256 KB. kNotFound when it cannot be read.
Result<ConfigFile> read_config(const std::filesystem::path& path);

}  // namespace ow::cli
