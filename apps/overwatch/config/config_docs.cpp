#include "overwatch/config/config_docs.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

Json schema_of(const Key& key) {
  Json schema = {{"description", as_sentence(key.doc)}};
  if (is_list(key)) {
    schema["type"] = {"array", "string"};
    schema["items"] = {{"type", "string"}};
  } else if (is_switch(key)) {
    schema["type"] = "boolean";
  } else if (std::holds_alternative<std::int64_t Settings::*>(key.target)) {
    schema["type"] = "integer";
    schema["minimum"] = key.min;
    schema["maximum"] = key.max;
  } else {
    schema["type"] = "string";
    if (!key.choices.empty()) schema["enum"] = key.choices;
  }
  if (key.default_doc.empty()) schema["default"] = value_of(key, Settings{});
  return schema;
}

/// A table cell of Markdown: '|' parts cells there, '<' opens a tag and '*' sets words apart.
std::string cell(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '|' || letter == '<' || letter == '*') out += '\\';
    out += letter;
  }
  return out;
}

constexpr const char* kPageHead = R"(# Configuration
<!-- Made by `overwatch config docs > docs/configuration.md`; a test compares. -->

Every setting is a key of the configuration file, an environment variable and a flag. A flag wins over the variable, the variable
over the file, the file over the default.

```bash
overwatch config show            # what is in force, and where each value comes from
overwatch config check           # finds mistakes in the file: place, value, what is allowed, the nearest name
overwatch config example         # a commented file to start from
overwatch config schema          # JSON schema, for editors
```

One file is read, the first of these that is there:

1. the file that `--config` or `OVERWATCH_CONFIG` names,
2. `$XDG_CONFIG_HOME/overwatch/overwatch.yaml`, by default `~/.config/overwatch/overwatch.yaml`,
3. `/etc/overwatch/overwatch.yaml`.

It is a flat YAML map. A relative path starts from the folder of the file, `${NAME}` stands for a variable of the environment, and a
key without a value is as good as absent.

```yaml
port: 8080
models_dir: [/srv/models, more-models]
log_level: warning
```

| key | values | default | what it is |
|---|---|---|---|
)";

constexpr const char* kPageTail = R"(
The flag of `log_file` is `--log-file`, its variable `OVERWATCH_LOG_FILE`, and so for all; `DEVICE` is a second name of
`OVERWATCH_DEVICE`. A list in a variable is parted by `:` where it holds paths and by `,` elsewhere. `--verbose` is short for
`--log-level debug`.

## Folders
| what | where | as a system service |
|---|---|---|
| configuration | `$XDG_CONFIG_HOME/overwatch` (`~/.config/overwatch`) | `/etc/overwatch` |
| data: models, media, workflows, output | `$XDG_DATA_HOME/overwatch` (`~/.local/share/overwatch`); `./.overwatch` in a checkout | `/var/lib/overwatch` |
| log | `/tmp/overwatch.log` | `/var/log/overwatch/overwatch.log` |
| default model, sample clip | `<prefix>/share/overwatch` (read only) | the same |

Overwatch keeps no cache, and no state beside its data: nothing is written to `$XDG_CACHE_HOME` or `$XDG_STATE_HOME`.

## The log
The file is opened without following links and is readable by its owner only. If it belongs to somebody else or is a link, another
name (with the user's number) is taken and said; a folder, a pipe or a device is refused. At 50 MB it is truncated in place, so that `tail -f` goes on. `SIGHUP` opens it again, for programs
that move logs away. Lines that a full disk swallows are counted, and the count is logged once there is room.
)";

}  // namespace

std::string default_text(const Key& key) {
  if (!key.default_doc.empty()) return std::string(key.default_doc);
  const Json value = value_of(key, Settings{});
  if (value.is_string()) return value.get<std::string>().empty() ? "none" : value.get<std::string>();
  return value.empty() ? "none" : value.dump();
}

Json config_schema() {
  Json properties = Json::object();
  for (const Key& key : keys()) properties[std::string(key.name)] = schema_of(key);
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"title", "Configuration of Overwatch"},
          {"type", "object"},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

std::string config_page() {
  std::string page = kPageHead;
  for (const Key& key : keys()) {
    page += fmt::format("| `{}` | {}{} | {} | {} |\n", key.name, is_list(key) ? "list of " : "",
                        cell(type_name_of(key)), cell(default_text(key)), cell(key.doc));
  }
  return page + kPageTail;
}

std::string config_example(const GivenFlags& set) {
  std::string text =
      "# Configuration of Overwatch, see overwatch.yaml(5). `overwatch config check` finds mistakes,\n"
      "# `overwatch config show` tells what is in force.\n";
  for (const Key& key : keys()) {
    text += fmt::format("\n# {}\n# Default: {}.\n", as_sentence(key.doc), default_text(key));
    if (const auto given = set.find(key.name); given != set.end()) {
      text += fmt::format("{}: {}\n", key.name, join(given->second));
    } else {
      const std::string value = value_of(key, Settings{}).dump();
      text += fmt::format("#{}: {}\n", key.name, key.default_doc.empty() ? value : "");
    }
  }
  return text;
}

}  // namespace ow::cli
