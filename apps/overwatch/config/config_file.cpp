#include "overwatch/config/config_file.h"

#include "base/text.h"
#include "graph/yaml_document.h"
#include "overwatch/text_file.h"

namespace ow::cli {
namespace {

constexpr std::size_t kConfigBytesMax = 256 << 10;

/// Collects the entries of one file.
class Reader {
 public:
  explicit Reader(ConfigFile& file) : file_(file) {}

  void read(const YAML::Node& root) {
    if (!root.IsDefined() || root.IsNull()) return;  // comments only
    if (!root.IsMap()) return problem(root.Mark().line + 1, {}, "the file is no map of keys and values (`port: 8000`)");
    for (const auto& entry : root) read_entry(entry.first, entry.second);
  }

  void problem(int line, const std::string& key, std::string message) {
    std::string place = file_.path.string() + ":" + std::to_string(line);
    if (!key.empty()) place += ": " + key;
    file_.problems.push_back(Error{ErrorCode::kInvalidArgument, std::move(message), std::move(place)});
  }

 private:
  void read_entry(const YAML::Node& name, const YAML::Node& node) {
    const int line = name.Mark().line + 1;
    if (!name.IsScalar()) return problem(line, {}, "a key is not a word");
    const std::string& text = name.Scalar();
    const Key* key = find_key(text);
    if (key == nullptr) return problem(line, text, "there is no such key" + did_you_mean(text, key_names()));
    if (const auto known = file_.values.find(text); known != file_.values.end())
      return problem(line, text, "is there twice, first on line " + std::to_string(known->second.line));
    if (node.IsNull()) return;
    FileValue value{.texts = {}, .line = line};
    if (!read_texts(*key, node, value)) return;
    Settings trial;
    if (const auto status = assign(*key, value.texts, trial); !status) {
      problem(line, text, status.error().message);
      return;
    }
    file_.values.emplace(text, std::move(value));
  }

  bool read_texts(const Key& key, const YAML::Node& node, FileValue& value) {
    const std::string name(key.name);
    if (node.IsScalar()) return add_text(key, node, value);
    if (!node.IsSequence() || !is_list(key)) {
      problem(value.line, name, is_list(key) ? "one value or a list of values is wanted" : "one value is wanted");
      return false;
    }
    for (const YAML::Node& item : node) {
      if (item.IsScalar() && add_text(key, item, value)) continue;
      if (!item.IsScalar()) problem(item.Mark().line + 1, name, "an item of the list is no plain value");
      return false;
    }
    return true;
  }

  bool add_text(const Key& key, const YAML::Node& node, FileValue& value) {
    Expansion expansion = expand_environment(node.Scalar());
    for (const std::string& missing : expansion.missing)
      problem(node.Mark().line + 1, std::string(key.name), "the variable " + missing + " is not set");
    if (!expansion.missing.empty()) return false;
    if (key.kind == Kind::kPath && !expansion.text.empty()) {
      expansion.text =
          (std::filesystem::absolute(file_.path).parent_path() / expansion.text).lexically_normal().string();
    }
    value.texts.push_back(std::move(expansion.text));
    return true;
  }

  ConfigFile& file_;
};

}  // namespace

ConfigFile parse_config(const std::filesystem::path& path, const std::string& text) {
  ConfigFile file;
  file.path = path;
  Reader reader(file);
  try {
    reader.read(graph::load_document(text));
  } catch (const YAML::Exception& error) {
    reader.problem(error.mark.line + 1, {}, error.msg);
  }
  return file;
}

Result<ConfigFile> read_config(const std::filesystem::path& path) {
  OW_TRY(const std::string text, read_text_file(path.string(), kConfigBytesMax));
  return parse_config(path, text);
}

}  // namespace ow::cli
