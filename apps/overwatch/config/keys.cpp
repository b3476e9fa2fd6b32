#include "overwatch/config/keys.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ow::cli {
namespace {

/// A new setting is a member of Settings and a row in one of these three.
std::vector<Key> server_keys() {
  return {
      {.name = "address",
       .target = &Settings::address,
       .doc = "Address to listen on; beyond this machine only with users (overwatch users add)",
       .commands = "serve"},
      {.name = "port",
       .target = &Settings::port,
       .doc = "Port to listen on; 0 takes any free one",
       .commands = "serve doctor",
       .max = 65535},
      {.name = "auth",
       .target = &Settings::auth,
       .doc = "Ask for a log-in even before there are users",
       .commands = "serve"},
      {.name = "insecure",
       .target = &Settings::insecure,
       .doc = "Listen beyond this machine without users: everybody may do everything",
       .commands = "serve"},
      {.name = "allowed_host",
       .target = &Settings::allowed_host,
       .doc = "Further name that the server is called by; https://NAME when a TLS proxy in front has it; may be given "
              "again",
       .commands = "serve"},
      {.name = "tls",
       .target = &Settings::tls,
       .doc = "self: HTTPS with a certificate of its own making",
       .commands = "serve doctor",
       .choices = {"off", "self"}},
      {.name = "tls_cert",
       .target = &Settings::tls_cert,
       .doc = "HTTPS with this certificate (PEM, with its chain)",
       .commands = "serve doctor",
       .kind = Kind::kPath},
      {.name = "tls_key",
       .target = &Settings::tls_key,
       .doc = "The key of tls_cert (PEM, no passphrase)",
       .commands = "serve",
       .kind = Kind::kPath},
      {.name = "connections_max",
       .target = &Settings::connections_max,
       .doc = "Connections at the same time, viewers included; further ones are refused with 503",
       .commands = "serve",
       .min = 1,
       .max = 100'000},
      {.name = "demo", .target = &Settings::demo, .doc = "Store and start the demo workflow", .commands = "serve"},
      {.name = "demo_model", .target = &Settings::demo_model, .doc = "Model of the demo workflow", .commands = "serve"},
  };
}

std::vector<Key> folder_keys() {
  return {
      {.name = "data_dir",
       .target = &Settings::data_dir,
       .doc = "Folder of models, workflows, media and output",
       .commands = "",
       .kind = Kind::kPath,
       .default_doc =
           "$STATE_DIRECTORY of a systemd service, else ./.overwatch where it exists and is this user's, else "
           "$XDG_DATA_HOME/overwatch, else ~/.local/share/overwatch"},
      {.name = "models_dir",
       .target = &Settings::models_dir,
       .doc = "Further folder with .onnx files, searched first; may be given again",
       .commands = "",
       .kind = Kind::kPath},
      {.name = "models_mirror",
       .target = &Settings::models_mirror,
       .doc = "Base address that models are pulled from: <mirror>/<name>.onnx",
       .commands = ""},
      {.name = "media_root",
       .target = &Settings::media_root,
       .doc =
           "Folder that workflows of the server may read videos and pictures from, beside <data>/media; may be given "
           "again, or several with ':' between",
       .commands = "serve",
       .kind = Kind::kPath,
       .separator = ':',
       .old_variable = "OVERWATCH_MEDIA_ROOTS"},
      {.name = "output_root",
       .target = &Settings::output_root,
       .doc = "Folder that workflows of the server may write to",
       .commands = "serve",
       .kind = Kind::kPath,
       .default_doc = "<data>/output"},
      {.name = "source_variable",
       .target = &Settings::source_variable,
       .doc = "Environment variable that workflows of the server may use in sources as ${NAME}, beside "
              "OVERWATCH_SECRET_*; may be given again, or several with ':' between",
       .commands = "serve",
       .separator = ':',
       .old_variable = "OVERWATCH_SOURCE_VARIABLES"},
  };
}

std::vector<Key> machine_keys() {
  return {
      {.name = "device",
       .target = &Settings::device,
       .doc = "Where models run; auto takes the best that is there",
       .commands = "",
       .choices = {"auto", "cuda", "tensorrt", "mps", "openvino", "cpu"},
       .old_variable = "DEVICE"},
      {.name = "cores",
       .target = &Settings::cores,
       .doc = "Cores to use; 0 takes all that the process may use",
       .commands = "",
       .max = 1024},
      {.name = "log_file",
       .target = &Settings::log_file,
       .doc = "Where the log goes; at most 50 MB, then truncated in place",
       .commands = "",
       .kind = Kind::kPath,
       .default_doc = "$LOGS_DIRECTORY/overwatch.log of a systemd service, else /tmp/overwatch.log"},
      {.name = "log_level",
       .target = &Settings::log_level,
       .doc = "The least important lines that are logged",
       .commands = "",
       .choices = {"debug", "info", "warning", "error"}},
  };
}

std::vector<Key> make_keys() {
  std::vector<Key> table = server_keys();
  for (const auto& part : {folder_keys(), machine_keys()}) table.insert(table.end(), part.begin(), part.end());
  return table;
}

const std::vector<std::string> kTrueWords = {"true", "yes", "on", "1"};
const std::vector<std::string> kFalseWords = {"false", "no", "off", "0"};

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

Status store(const Key& key, const std::string& text, std::string& value) {
  if (!key.choices.empty() && !contains(key.choices, text)) {
    return fail(ErrorCode::kInvalidArgument, "'{}' is not one of {}{}", text, join(key.choices),
                did_you_mean(text, key.choices));
  }
  value = text;
  return {};
}

Status store(const Key& key, const std::string& text, std::int64_t& value) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end || number < key.min || number > key.max) {
    return fail(ErrorCode::kInvalidArgument, "'{}' is not a whole number from {} to {}", text, key.min, key.max);
  }
  value = number;
  return {};
}

Status store(const Key&, const std::string& text, bool& value) {
  const std::string word = to_lower(text);
  if (!contains(kTrueWords, word) && !contains(kFalseWords, word))
    return fail(ErrorCode::kInvalidArgument, "'{}' is neither true nor false", text);
  value = contains(kTrueWords, word);
  return {};
}

}  // namespace

std::optional<std::string> process_environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Settings default_settings(const Environment& environment) {
  Settings settings;
  // systemd names several folders with ':' between them; the unit of Overwatch has one.
  if (const auto logs = environment("LOGS_DIRECTORY"); logs && logs->starts_with('/'))
    settings.log_file = logs->substr(0, logs->find(':')) + "/overwatch.log";
  return settings;
}

std::span<const Key> keys() {
  static const std::vector<Key> table = make_keys();
  return table;
}

const Key* find_key(std::string_view name) {
  const auto found = std::ranges::find(keys(), name, &Key::name);
  return found == keys().end() ? nullptr : &*found;
}

std::vector<std::string> key_names() {
  std::vector<std::string> names;
  for (const Key& key : keys()) names.emplace_back(key.name);
  return names;
}

std::string flag_of(const Key& key) {
  std::string flag = "--" + std::string(key.name);
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::vector<std::string> variables_of(const Key& key) {
  std::string variable = "OVERWATCH_";
  for (const char letter : key.name) variable += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  std::vector<std::string> names = {variable};
  if (!key.old_variable.empty()) names.emplace_back(key.old_variable);
  return names;
}

bool is_list(const Key& key) { return std::holds_alternative<std::vector<std::string> Settings::*>(key.target); }

bool is_switch(const Key& key) { return std::holds_alternative<bool Settings::*>(key.target); }

std::string type_name_of(const Key& key) {
  if (is_switch(key)) return "true|false";
  if (!key.choices.empty()) return join(key.choices, "|");
  if (std::holds_alternative<std::int64_t Settings::*>(key.target))
    return std::to_string(key.min) + ".." + std::to_string(key.max);
  return key.kind == Kind::kPath ? "PATH" : "TEXT";
}

Status assign(const Key& key, const std::vector<std::string>& texts, Settings& settings) {
  if (const auto* list = std::get_if<std::vector<std::string> Settings::*>(&key.target)) {
    std::vector<std::string> values(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) OW_CHECK(store(key, texts[i], values[i]));
    settings.** list = std::move(values);
    return {};
  }
  if (texts.size() != 1) return fail(ErrorCode::kInvalidArgument, "one value is wanted, not {}", texts.size());
  return std::visit(
      [&](const auto member) -> Status {
        if constexpr (std::is_same_v<decltype(member), std::vector<std::string> Settings::*const>) {
          return {};
        } else {
          return store(key, texts.front(), settings.*member);
        }
      },
      key.target);
}

nlohmann::ordered_json value_of(const Key& key, const Settings& settings) {
  nlohmann::ordered_json value =
      std::visit([&](const auto member) -> nlohmann::ordered_json { return settings.*member; }, key.target);
  // To JSON a text is never empty, only a list is.
  const bool empty = value.is_string() ? value.get_ref<const std::string&>().empty() : value.empty();
  if (key.kind == Kind::kSecret && !empty) return "***";
  return value;
}

}  // namespace ow::cli
