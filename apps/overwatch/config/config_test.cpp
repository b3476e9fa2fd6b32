#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "overwatch/config/config_docs.h"
#include "overwatch/config/config_file.h"
#include "overwatch/config/config_rules.h"
#include "overwatch/config/folders.h"
#include "overwatch/config/resolve.h"
#include "overwatch/config/test_environment.h"
#include "server/tls/self_signed.h"
#include "store/account_store.h"
#include "tests/support/temporary_folder.h"

namespace ow::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

class ConfigTest : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& text) {
    std::ofstream(folder_ / "overwatch.yaml") << text;
    return folder_ / "overwatch.yaml";
  }
  std::string complaints(const std::string& text, std::map<std::string, std::string, std::less<>> variables = {},
                         const GivenFlags& flags = {}) {
    const auto resolved = resolve_all(parse_config(folder_ / "c.yaml", text), environment(std::move(variables)), flags);
    std::string all;
    for (const auto& errors : {resolved.problems, look_here(resolved).problems}) {
      for (const Error& error : errors) all += error.text() + "\n";
    }
    return all;
  }
  const ow::test::TemporaryFolder folder_;
};

TEST_F(ConfigTest, TheLaterSourceWinsAndIsNamed) {
  const auto file = write("port: 1000\nlog_level: error\ndevice: cpu\nconnections_max: 7\n");
  const auto resolved = resolve(file, environment({{"OVERWATCH_LOG_LEVEL", "warning"}, {"OVERWATCH_DEVICE", "cuda"}}),
                                {{"device", {"mps"}}});
  ASSERT_TRUE(resolved) << resolved.error().text();
  EXPECT_EQ(resolved->settings.address, "127.0.0.1");
  EXPECT_EQ(resolved->settings.port, 1000);
  EXPECT_EQ(resolved->settings.log_level, "warning");
  EXPECT_EQ(resolved->settings.device, "mps");
  EXPECT_EQ(resolved->sources.find("address")->second.origin, Origin::kDefault);
  EXPECT_EQ(resolved->sources.find("connections_max")->second.place, file.string() + ":4");
  EXPECT_EQ(resolved->sources.find("log_level")->second.place, "OVERWATCH_LOG_LEVEL");
  EXPECT_EQ(resolved->sources.find("device")->second.place, "--device");
}

TEST_F(ConfigTest, EveryMistakeIsNamedWithItsLineAndTheNearestName) {
  const auto file =
      parse_config("c.yaml", "# words\nprot: 1\nport: many\nlog_level: warn\ndemo: maybe\nport: 2\naddress: [a, b]\n");
  std::vector<std::string> texts;
  for (const Error& problem : file.problems) texts.push_back(problem.text());
  EXPECT_THAT(texts, ElementsAre("c.yaml:2: prot: there is no such key (did you mean 'port'?)",
                                 "c.yaml:3: port: 'many' is not a whole number from 0 to 65535",
                                 HasSubstr("c.yaml:4: log_level: 'warn' is not one of debug, info, warning, error"),
                                 "c.yaml:5: demo: 'maybe' is neither true nor false",
                                 "c.yaml:7: address: one value is wanted"));
  EXPECT_EQ(file.values.find("port")->second.line, 6);
}

TEST_F(ConfigTest, AKeyMayNotStandTwice) {
  const auto file = parse_config("c.yaml", "port: 1\nport: 2\n");
  ASSERT_EQ(file.problems.size(), 1U);
  EXPECT_EQ(file.problems.front().text(), "c.yaml:2: port: is there twice, first on line 1");
}

TEST_F(ConfigTest, WhatIsNoYamlMapIsAProblemNotACrash) {
  EXPECT_THAT(parse_config("c.yaml", "port: [1\n").problems.front().text(), HasSubstr("c.yaml:"));
  EXPECT_THAT(parse_config("c.yaml", "- a\n").problems.front().text(), HasSubstr("no map"));
  for (const char* text :
       {"port: 1\n---\nauth: true\n", "port: 1\n---\n---\nauth: true\n", "---\n# words\n---\nauth: true\n"}) {
    const ConfigFile several = parse_config("c.yaml", text);
    ASSERT_EQ(several.problems.size(), 1U) << text;
    EXPECT_THAT(several.problems.front().text(), HasSubstr("begins another document")) << text;
  }
  EXPECT_EQ(parse_config("c.yaml", std::string(100'000, '[')).problems.size(), 1U);
  EXPECT_TRUE(parse_config("c.yaml", "# nothing\n").problems.empty());
  EXPECT_TRUE(parse_config("c.yaml", "").problems.empty());
  EXPECT_TRUE(parse_config("c.yaml", "port:\n").values.empty());
}

TEST_F(ConfigTest, PathsStartFromTheFileAndVariablesAreExpanded) {
  ::setenv("OW_TEST_FOLDER", "from-variable", 1);
  const auto file = parse_config(
      folder_ / "c.yaml", "data_dir: data\nmodels_dir: [/a, '${OW_TEST_FOLDER}']\nlog_file: ${OW_TEST_NONE}/x\n");
  EXPECT_THAT(file.values.find("data_dir")->second.texts, ElementsAre((folder_ / "data").string()));
  EXPECT_THAT(file.values.find("models_dir")->second.texts, ElementsAre("/a", (folder_ / "from-variable").string()));
  ASSERT_EQ(file.problems.size(), 1U);
  EXPECT_THAT(file.problems.front().text(), EndsWith(":3: log_file: the variable OW_TEST_NONE is not set"));
}

TEST_F(ConfigTest, WhatOnlyTheMachineAndTheOtherValuesTellIsFoundToo) {
  std::ofstream(folder_ / "is-there.pem") << "x";
  EXPECT_EQ(complaints("port: 80\nlog_file: x.log\n"), "");
  EXPECT_THAT(complaints("port: 80\ntls_cert: is-there.pem\n"), HasSubstr(":2: tls_cert: --tls-cert and --tls-key go"));
  EXPECT_THAT(complaints("tls: self\ntls_key: is-there.pem\n"), HasSubstr("either 'self' or"));
  EXPECT_THAT(complaints("tls_cert: gone.pem\ntls_key: is-there.pem\n"), HasSubstr("gone.pem: No such file"));
  EXPECT_THAT(complaints("log_file: gone/x.log\n"), HasSubstr("gone of the log file is not there"));
  EXPECT_THAT(complaints("log_file: /tmp\n"), HasSubstr(":1: log_file: the log file /tmp is a folder"));
}

TEST_F(ConfigTest, WhatTheServerWouldRefuseIsFoundBefore) {
  EXPECT_THAT(complaints("port: 80\naddress: not-an-ip\n"), HasSubstr(":2: address: 'not-an-ip' is no IP address"));
  EXPECT_THAT(complaints("address: ''\n"), HasSubstr(":1: address: '' is no IP address"));
  EXPECT_THAT(complaints("address: 192.0.2.77\ninsecure: true\n"),
              HasSubstr(":1: address: cannot listen on 192.0.2.77"));
  EXPECT_EQ(complaints("address: localhost\n"), "");
  EXPECT_EQ(complaints("address: '::1'\nallowed_host: [cam.example.org]\n"), "");
  EXPECT_THAT(complaints("allowed_host: a b/c\n"), HasSubstr(":1: allowed_host: 'a b/c' is no host name"));
  EXPECT_THAT(complaints("models_mirror: ftp://x\n"), HasSubstr(":1: models_mirror: 'ftp://x' is no address"));
  EXPECT_EQ(complaints("models_mirror: https://x/models\n"), "");
  std::filesystem::create_directory_symlink("/", folder_ / "link");
  for (const char* root : {"/", "/tmp/..", "link"})
    EXPECT_THAT(complaints("output_root: " + std::string(root) + "\n"), HasSubstr("could write anywhere")) << root;
  EXPECT_EQ(complaints("output_root: not-yet\n"), "");
}

TEST_F(ConfigTest, SomebodyMustBeAbleToLogInWhereTheServerReachesFarther) {
  std::filesystem::create_directory(folder_ / "data");
  const auto said_of = [this](const std::string& text) { return complaints("data_dir: data\n" + text); };
  EXPECT_THAT(said_of("address: 0.0.0.0\n"), HasSubstr(":2: address: this reaches beyond this machine, and "));
  EXPECT_THAT(said_of("allowed_host: 'https://proxy'\n"), HasSubstr(":2: allowed_host: this reaches beyond"));
  EXPECT_EQ(said_of("address: 0.0.0.0\ninsecure: true\n"), "");
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "data")) << "a check makes no store";
  const auto accounts = store::AccountStore::open(folder_ / "data/overwatch.db");
  ASSERT_TRUE(accounts) << accounts.error().text();
  EXPECT_THAT(said_of("address: 0.0.0.0\n"), HasSubstr("no users yet"));
  ASSERT_TRUE(
      (*accounts)->add_user({.name = "ada", .role = store::Role::kAdmin, .password_hash = "x", .created_at = {}}));
  EXPECT_EQ(said_of("address: 0.0.0.0\nallowed_host: 'https://proxy'\n"), "");
}

TEST_F(ConfigTest, FlagsAndVariablesAreCheckedWithTheFileAsTheServerTakesThem) {
  const std::string data = (folder_ / "data").string();
  const auto accounts = store::AccountStore::open(folder_ / "data/overwatch.db");
  ASSERT_TRUE(accounts) << accounts.error().text();
  ASSERT_TRUE(
      (*accounts)->add_user({.name = "ada", .role = store::Role::kAdmin, .password_hash = "x", .created_at = {}}));
  const std::string file = "data_dir: empty\naddress: 0.0.0.0\n";
  EXPECT_THAT(complaints(file), HasSubstr("c.yaml:2: address: this reaches beyond"));
  EXPECT_EQ(complaints(file, {{"OVERWATCH_DATA_DIR", data}}), "");
  EXPECT_EQ(complaints(file, {}, {{"data_dir", {data}}}), "");
  EXPECT_THAT(complaints("port: 80\n", {{"OVERWATCH_MODELS_DIR", "/gone"}}),
              testing::StartsWith("OVERWATCH_MODELS_DIR: there is no folder /gone"));
  EXPECT_THAT(complaints("port: 80\n", {}, {{"models_dir", {"/gone"}}}),
              testing::StartsWith("--models-dir: there is no folder /gone"));
  EXPECT_THAT(complaints("prot: 1\n", {{"OVERWATCH_PORT", "x"}}),
              AllOf(HasSubstr("c.yaml:1: prot:"), HasSubstr("OVERWATCH_PORT: 'x' is not a whole number")));
}

TEST_F(ConfigTest, FoldersThatCannotBeMadeAreFound) {
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THAT(complaints("port: 80\ndata_dir: /proc/x\n"),
              HasSubstr(":2: data_dir: /proc/x cannot be used: nothing can be made in /proc ("));
  EXPECT_THAT(complaints("port: 80\noutput_root: /proc/x\n"), HasSubstr(":2: output_root: /proc/x cannot be used"));
  EXPECT_THAT(complaints("output_root: file/x\n"), HasSubstr("file/x cannot be a folder: "));
  EXPECT_EQ(complaints("data_dir: new/data\noutput_root: new/output\n"), "");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new")) << "a check makes nothing";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1) << "and leaves nothing";
}

TEST_F(ConfigTest, ALinkThatLeadsNowhereIsNoFolderThatCanBeMade) {
  std::filesystem::create_symlink(folder_ / "away", folder_ / "link");
  const std::string words = "cannot be used: " + (folder_ / "link").string() + " is a link to " +
                            (folder_ / "away").string() + ", which is not";
  for (const char* key : {"data_dir", "output_root"}) {
    EXPECT_THAT(complaints(std::string(key) + ": link\n"), HasSubstr(words)) << key;
    EXPECT_THAT(complaints(std::string(key) + ": link/below\n"), HasSubstr(words)) << key;
  }
}

TEST_F(ConfigTest, NothingIsMissingWhereThisUserMayNotLook) {
  const std::filesystem::path closed = folder_ / "closed";
  std::filesystem::create_directories(closed / "models");
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(closed, std::filesystem::perms::none);
  const bool root = ::geteuid() == 0;  // who may look everywhere
  ASSERT_EQ(root ? ::seteuid(65534) : 0, 0);
  const std::string text = "data_dir: closed\ndemo: true\ndemo_model: yolox_nano\nmedia_root: closed/media\n";
  const Findings found = look_here(resolve_all(parse_config(folder_ / "c.yaml", text), environment({}), {}));
  ASSERT_EQ(root ? ::seteuid(0) : 0, 0);
  std::filesystem::permissions(closed, std::filesystem::perms::owner_all);
  for (const Error& problem : found.problems) EXPECT_THAT(problem.text(), HasSubstr(":1: data_dir: "));
  ASSERT_EQ(found.warnings.size(), 2U);
  EXPECT_THAT(found.warnings[0].text(), AllOf(HasSubstr(":4: media_root: "), HasSubstr("may not look there")));
  EXPECT_THAT(found.warnings[1].text(),
              AllOf(HasSubstr(":3: demo_model: "), HasSubstr("yolox_nano is in " + (closed / "models").string())));
}

TEST_F(ConfigTest, AVariableForSourcesHasAName) {
  for (const char* name : {"'A B'", "1A", "''", "A-B"})
    EXPECT_THAT(complaints("source_variable: [A_1, " + std::string(name) + "]\n"), HasSubstr(":1: source_variable: '"))
        << name;
  EXPECT_EQ(complaints("source_variable: [A_1, _b]\n"), "");
}

TEST_F(ConfigTest, AWrongAddressIsOneProblem) {
  const std::string said = complaints("address: 999.1.1.1\n");
  EXPECT_EQ(std::ranges::count(said, '\n'), 1) << said;
  EXPECT_THAT(said, HasSubstr("'999.1.1.1' is no IP address"));
}

TEST_F(ConfigTest, FoldersAndDevicesThatAreNotThereAreFound) {
  std::ofstream(folder_ / "file") << "x";
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(complaints("data_dir: file\n"), HasSubstr(":1: data_dir: "));
  EXPECT_THAT(complaints("output_root: file\n"), HasSubstr("file is not a folder"));
  EXPECT_THAT(complaints("port: 80\nmedia_root: [., gone, file]\n"), HasSubstr(":2: media_root: there is no folder "));
  EXPECT_THAT(complaints("models_dir: gone\n"), HasSubstr("gone"));
  EXPECT_THAT(complaints("data_dir: .\ndemo: true\ndemo_model: yolox_nan\n"),
              HasSubstr(":3: demo_model: there is no model 'yolox_nan'"));
  EXPECT_EQ(complaints("data_dir: .\ndemo_model: yolox_nan\n"), "") << "without a demo it is never asked for";
  EXPECT_THAT(complaints("prot: 1\nmodels_dir: gone\n"), AllOf(HasSubstr(":1: prot:"), HasSubstr(":2: models_dir:")));
  EXPECT_THAT(complaints("log_file: pipe\n"), HasSubstr("a pipe or a device"));
  EXPECT_THAT(complaints("log_file: /dev/full\n"), HasSubstr("a pipe or a device"));
  EXPECT_EQ(complaints("log_file: /dev/null\n"), "");
  EXPECT_THAT(complaints("device: mps\n"), HasSubstr(":1: device: device mps cannot be used"));
  EXPECT_EQ(complaints("device: cpu\n"), "");
}

TEST_F(ConfigTest, CertificateAndKeyAreLoadedAsTheServerDoes) {
  ASSERT_TRUE(server::self_signed_certificate(folder_ / "a", {}, {}));
  ASSERT_TRUE(server::self_signed_certificate(folder_ / "b", {}, {}));
  std::ofstream(folder_ / "nonsense.pem") << "x";
  EXPECT_EQ(complaints("tls_cert: a/tls.crt\ntls_key: a/tls.key\n"), "");
  EXPECT_THAT(complaints("tls_cert: nonsense.pem\ntls_key: a/tls.key\n"),
              HasSubstr("nonsense.pem holds no PEM certificate"));
  EXPECT_THAT(complaints("tls_cert: a/tls.crt\ntls_key: b/tls.key\n"), HasSubstr("does not belong to the certificate"));
}

TEST_F(ConfigTest, WrongVariablesAndFlagsAreNamed) {
  const auto variable = resolve({}, environment({{"OVERWATCH_PORT", "70000"}}), {});
  ASSERT_FALSE(variable);
  EXPECT_EQ(variable.error().text(), "OVERWATCH_PORT: '70000' is not a whole number from 0 to 65535");
  const auto second_name = resolve({}, environment({{"DEVICE", "gpu"}}), {});
  ASSERT_FALSE(second_name);
  EXPECT_EQ(second_name.error().place, "DEVICE");
  const auto flag = resolve({}, environment({}), {{"port", {"-1"}}});
  ASSERT_FALSE(flag);
  EXPECT_EQ(flag.error().place, "--port");
  EXPECT_TRUE(resolve({}, environment({{"OVERWATCH_PORT", ""}}), {}));
}

TEST_F(ConfigTest, TheFirstMistakeTellsHowManyThereAre) {
  const Environment wrong = environment({{"OVERWATCH_PORT", "x"}});
  const GivenFlags flags = {{"cores", {"x"}}};
  const auto with_file = resolve(write("prot: 1\n"), wrong, flags);
  ASSERT_FALSE(with_file);
  EXPECT_THAT(with_file.error().text(), EndsWith(" (and 2 more: `overwatch config check`)"));
  const auto without = resolve({}, wrong, flags);
  ASSERT_FALSE(without);
  EXPECT_THAT(without.error().text(), EndsWith(" (and 1 more)"));
}

TEST_F(ConfigTest, ListsInVariablesArePartedLikePath) {
  const auto resolved = resolve({}, environment({{"OVERWATCH_MODELS_DIR", "/a::/b"}}), {});
  ASSERT_TRUE(resolved);
  EXPECT_THAT(resolved->settings.models_dir, ElementsAre("/a", "/b"));
  const auto flags = resolve({}, environment({}), {{"models_dir", {"/a:b", "/c"}}, {"media_root", {"/a:/b", "/c"}}});
  ASSERT_TRUE(flags);
  EXPECT_THAT(flags->settings.models_dir, ElementsAre("/a:b", "/c"));
  EXPECT_THAT(flags->settings.media_root, ElementsAre("/a", "/b", "/c"));
}

TEST_F(ConfigTest, AFileThatIsNamedMustBeThere) {
  const auto resolved = resolve(folder_ / "missing.yaml", environment({}), {});
  ASSERT_FALSE(resolved);
  EXPECT_EQ(resolved.error().code, ErrorCode::kNotFound);
}

TEST_F(ConfigTest, TheOwnFileComesBeforeThatOfTheMachine) {
  std::filesystem::create_directory(folder_ / "overwatch");
  std::ofstream(folder_ / "overwatch/overwatch.yaml") << "port: 1\n";
  const auto own = environment({{"XDG_CONFIG_HOME", folder_.path().string()}});
  EXPECT_EQ(find_config("", own), folder_ / "overwatch/overwatch.yaml");
  EXPECT_EQ(find_config("other.yaml", own), "other.yaml");
  EXPECT_EQ(find_config("", environment({{"OVERWATCH_CONFIG", "/x"}, {"XDG_CONFIG_HOME", folder_.path().string()}})),
            "/x");
  EXPECT_THAT(config_candidates(environment({{"HOME", "/h"}})),
              ElementsAre("/h/.config/overwatch/overwatch.yaml", "/etc/overwatch/overwatch.yaml"));
}

TEST(ConfigTable, NamesAreUniqueAndOfOneForm) {
  std::set<std::string_view> seen;
  for (const Key& key : keys()) {
    EXPECT_TRUE(seen.insert(key.name).second) << key.name;
    EXPECT_THAT(std::string(key.name), testing::MatchesRegex("[a-z]+(_[a-z]+)*"));
    EXPECT_FALSE(key.doc.ends_with('.')) << key.name;
    EXPECT_EQ(find_key(key.name), &key);
  }
  EXPECT_EQ(flag_of(*find_key("log_file")), "--log-file");
  EXPECT_THAT(variables_of(*find_key("device")), ElementsAre("OVERWATCH_DEVICE", "DEVICE"));
}

TEST(ConfigTable, DefaultsAreValuesThatTheKeyAllows) {
  for (const Key& key : keys()) {
    const auto value = value_of(key, Settings{});
    if (value.is_array() || value == "") continue;
    Settings settings;
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    EXPECT_TRUE(assign(key, {text}, settings)) << key.name;
    EXPECT_EQ(value_of(key, settings), value) << key.name;
  }
}

TEST(ConfigTable, ASecretIsNeverShown) {
  const Key secret{.name = "log_file", .target = &Settings::log_file, .doc = "", .commands = "", .kind = Kind::kSecret};
  Settings settings;
  settings.log_file = "hunter2";
  EXPECT_EQ(value_of(secret, settings), "***");
  settings.log_file.clear();
  EXPECT_EQ(value_of(secret, settings), "");
}

TEST(ConfigDocs, TheExampleIsValidAndSetsNothingByItself) {
  const auto plain = parse_config("c.yaml", config_example({}));
  EXPECT_TRUE(plain.problems.empty());
  EXPECT_TRUE(plain.values.empty());
  const auto set = parse_config("c.yaml", config_example({{"demo", {"true"}}}));
  EXPECT_TRUE(set.problems.empty());
  EXPECT_THAT(set.values.find("demo")->second.texts, ElementsAre("true"));
}

TEST(ConfigDocs, TheExampleIsStillValidWhenItsLinesAreInForce) {
  std::string text;
  for (const Key& key : keys()) {
    if (key.default_doc.empty()) text += std::string(key.name) + ": " + value_of(key, Settings{}).dump() + "\n";
    EXPECT_THAT(config_example({}), HasSubstr("\n#" + std::string(key.name) + ": "));
  }
  EXPECT_TRUE(parse_config("c.yaml", text).problems.empty());
}

TEST(ConfigDocs, TheSchemaKnowsEveryKeyAndNoOther) {
  const auto schema = config_schema();
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"].size(), keys().size());
  EXPECT_EQ(schema["properties"]["port"]["maximum"], 65535);
  EXPECT_EQ(schema["properties"]["device"]["enum"].size(), 6U);
}

TEST(ConfigDocs, ThePageOfTheSourcesIsThatOfTheTable) {
  std::ifstream file(OW_SOURCE_DIR "/docs/configuration.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(page, config_page()) << "overwatch config docs > docs/configuration.md";
}

}  // namespace
}  // namespace ow::cli
