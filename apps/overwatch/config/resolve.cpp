#include "overwatch/config/resolve.h"

#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "overwatch/config/folders.h"

extern char** environ;

namespace ow::cli {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.emplace_back(trim(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

/// A list in a variable: paths are parted by ':' as in PATH, other texts by ',' unless the key says otherwise.
std::vector<std::string> from_variable(const Key& key, const std::string& text) {
  if (!is_list(key)) return {text};
  const char usual = key.kind == Kind::kPath ? ':' : ',';
  return split(text, key.separator == '\0' ? usual : key.separator);
}

/// Flags are given again for a further item; some keys take several items in one as well.
std::vector<std::string> from_flags(const Key& key, const std::vector<std::string>& given) {
  if (key.separator == '\0') return given;
  std::vector<std::string> items;
  for (const std::string& text : given) {
    for (std::string& item : split(text, key.separator)) items.push_back(std::move(item));
  }
  return items;
}

void set(Resolved& resolved, const Key& key, const std::vector<std::string>& texts, Source source) {
  if (const auto status = assign(key, texts, resolved.settings); !status) {
    resolved.problems.push_back(Error{status.error().code, status.error().message, source.place});
    return;
  }
  resolved.sources[std::string(key.name)] = std::move(source);
}

void set_from_file(Resolved& resolved, const ConfigFile& file) {
  resolved.file = file.path;
  resolved.problems = file.problems;
  for (const auto& [name, value] : file.values) {
    set(resolved, *find_key(name), value.texts, {Origin::kFile, file.path.string() + ":" + std::to_string(value.line)});
  }
}

void set_from_environment(Resolved& resolved, const Key& key, const Environment& environment) {
  for (const std::string& variable : variables_of(key)) {
    const auto value = environment(variable);
    // An empty variable is as good as none: unit files and scripts cannot always unset one.
    if (!value || value->empty()) continue;
    return set(resolved, key, from_variable(key, *value), {Origin::kEnvironment, variable});
  }
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::kDefault: return "default";
    case Origin::kFile: return "file";
    case Origin::kEnvironment: return "environment";
    case Origin::kFlag: return "flag";
  }
  return "default";
}

std::vector<std::filesystem::path> config_candidates(const Environment& environment) {
  std::vector<std::filesystem::path> candidates;
  if (const auto own = xdg_folder("XDG_CONFIG_HOME", ".config", environment))
    candidates.push_back(*own / "overwatch.yaml");
  candidates.emplace_back("/etc/overwatch/overwatch.yaml");
  return candidates;
}

std::filesystem::path find_config(const std::string& given, const Environment& environment) {
  if (!given.empty()) return given;
  if (const auto variable = environment("OVERWATCH_CONFIG"); variable && !variable->empty()) return *variable;
  for (const auto& candidate : config_candidates(environment)) {
    if (::access(candidate.c_str(), F_OK) == 0) return candidate;
  }
  return {};
}

Resolved resolve_all(const ConfigFile& file, const Environment& environment, const GivenFlags& flags) {
  Resolved resolved;
  resolved.settings = default_settings(environment);
  for (const Key& key : keys()) resolved.sources[std::string(key.name)] = {};
  set_from_file(resolved, file);
  for (const Key& key : keys()) {
    set_from_environment(resolved, key, environment);
    if (const auto given = flags.find(key.name); given != flags.end())
      set(resolved, key, from_flags(key, given->second), {Origin::kFlag, flag_of(key)});
  }
  return resolved;
}

Result<Resolved> resolve(const std::filesystem::path& path, const Environment& environment, const GivenFlags& flags) {
  ConfigFile file;
  if (!path.empty()) {
    OW_TRY(file, read_config(path));
  }
  Resolved resolved = resolve_all(file, environment, flags);
  if (resolved.problems.empty()) return resolved;
  Error error = resolved.problems.front();
  if (resolved.problems.size() > 1) {
    const char* where = path.empty() ? "" : ": `overwatch config check`";  // which wants a file
    error.message += fmt::format(" (and {} more{})", resolved.problems.size() - 1, where);
  }
  return std::unexpected(std::move(error));
}

std::vector<Error> unknown_variables() {
  constexpr std::string_view kPrefix = "OVERWATCH_";
  std::vector<std::string> known = key_names();
  for (const char* other : {"config", "deps", "data"})
    known.emplace_back(other);  // the last two are of set-up and tests
  for (const Key& key : keys()) {
    const std::string_view old = key.old_variable;
    if (old.starts_with(kPrefix)) known.push_back(to_lower(old.substr(kPrefix.size())));
  }
  std::vector<Error> unknown;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!text.starts_with(kPrefix)) continue;
    const std::string variable(text.substr(0, text.find('=')));
    const std::string name = to_lower(std::string_view(variable).substr(kPrefix.size()));
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto meant = nearest(name, known);
    if (!meant) continue;
    unknown.push_back(Error{ErrorCode::kInvalidArgument,
                            "no setting has this variable (did you mean that of '" + *meant + "'?)", variable});
  }
  return unknown;
}

}  // namespace ow::cli
