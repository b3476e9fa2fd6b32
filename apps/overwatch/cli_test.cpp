#include "overwatch/cli.h"
#include "overwatch/api_client.h"
#include "overwatch/demo.h"
#include "overwatch/doctor_running.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>  // setenv

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ow::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Outcome {
  int code = 0;
  std::string error;
};

Outcome run_with(const std::vector<std::string>& words) {
  ::setenv("OVERWATCH_CONFIG", "/dev/null", 1);  // not that of the machine
  std::vector<const char*> arguments = {"overwatch"};
  for (const std::string& word : words) arguments.push_back(word.c_str());
  testing::internal::CaptureStderr();
  const int code = run(static_cast<int>(arguments.size()), arguments.data(), {});
  return {code, testing::internal::GetCapturedStderr()};
}

TEST(Links, AnIpv6AddressStandsInBrackets) {
  for (const char* url : {"http://[::1]:8000", "https://127.0.0.1:443", "http://localhost:80"}) {
    const auto endpoint = parse_endpoint(url);
    ASSERT_TRUE(endpoint) << endpoint.error().text();
    EXPECT_EQ(endpoint->url(), url);
  }
  EXPECT_EQ((Endpoint{.host = "2001:db8::1", .port = 8000, .tls = true}.url()), "https://[2001:db8::1]:8000");
}

TEST(CommandLine, AWrongCommandIsNamedWithTheNearest) {
  const Outcome nonsense = run_with({"bogus"});
  EXPECT_EQ(nonsense.code, 2);
  EXPECT_THAT(nonsense.error, StartsWith("error: overwatch has no command 'bogus'"));
  const Outcome typo = run_with({"detct", "x.mp4"});
  EXPECT_EQ(typo.code, 2);
  EXPECT_THAT(typo.error, HasSubstr("'detct' (did you mean 'detect'?)"));
  const Outcome below = run_with({"models", "lst"});
  EXPECT_EQ(below.code, 2);
  EXPECT_THAT(below.error, StartsWith("error: overwatch models has no command 'lst' (did you mean 'list'?)"));
  const Outcome option = run_with({"--bogus"});
  EXPECT_EQ(option.code, 2);
  EXPECT_THAT(option.error, StartsWith("error: overwatch has no option '--bogus'"));
  const Outcome flag = run_with({"serve", "--prot=1", "--demo"});
  EXPECT_EQ(flag.code, 2);
  EXPECT_THAT(flag.error, StartsWith("error: overwatch serve has no option '--prot' (did you mean '--port'?)"));
  EXPECT_THAT(run_with({"devices", "all"}).error, StartsWith("error: overwatch devices takes no 'all'"));
  EXPECT_THAT(run_with({"completion", "tcsh"}).error, HasSubstr("'tcsh' is not one of bash, zsh, fish\n"));
}

TEST(DoctorRunning, TargetsWithoutAFigureAreNotTakenForMet) {
  const auto metrics = [](int met, int measured, int waiting) {
    nlohmann::ordered_json out = {{"met", met}, {"measured", measured}, {"metrics", nlohmann::ordered_json::array()}};
    for (int i = 0; i < measured; ++i) out["metrics"].push_back({{"verdict", i < met ? "met" : "missed"}});
    for (int i = 0; i < waiting; ++i) out["metrics"].push_back({{"verdict", "no_data"}});
    out["metrics"].push_back({{"verdict", "not_applicable"}});
    return out;
  };
  EXPECT_EQ(targets_text(metrics(5, 6, 0)), "5 of 6 targets met");
  EXPECT_EQ(targets_text(metrics(1, 1, 5)), "1 of 1 targets met, 5 without a figure yet");
  EXPECT_EQ(targets_text(metrics(0, 0, 6)), "no target has a figure yet");
}

TEST(DemoModel, AnotherDataFolderIsToldWhereTheModelIs) {
  const ow::test::TemporaryFolder folder;
  const auto checkout = folder / ".overwatch";
  const auto advice = [&](const std::filesystem::path& models, const std::string& model) {
    return model_advice(checkout, {models}, model);
  };
  EXPECT_EQ(advice(checkout / "models", "centernet-mb3"), "") << "`make model` fills just that";
  EXPECT_THAT(advice(folder / "other", "centernet-mb3"),
              HasSubstr("--models-dir, or take a model that can be fetched"));
  EXPECT_EQ(advice(folder / "other", "mine"), "");
  std::filesystem::create_directories(checkout / "models");
  std::ofstream(checkout / "models/centernet-mb3.onnx") << "x";
  EXPECT_THAT(advice(folder / "other", "centernet-mb3"),
              testing::EndsWith("add --models-dir " + std::filesystem::canonical(checkout / "models").string()));
  std::filesystem::copy(checkout / "models", folder / "other");
  EXPECT_EQ(advice(folder / "other", "centernet-mb3"), "") << "it is there";
}

/// 2 is a wrong command line; what the files turn out to be is a failure of the run.
class ExitCodes : public testing::Test {
 protected:
  Outcome detect(const std::string& source, const std::string& model, std::vector<std::string> further = {}) {
    std::vector<std::string> words = {"detect",     source,
                                      "--model",    model,
                                      "--data-dir", (folder_ / "data").string(),
                                      "--log-file", (folder_ / "log").string(),
                                      "--quiet"};
    words.insert(words.end(), further.begin(), further.end());
    return run_with(words);
  }
  const ow::test::TemporaryFolder folder_;
};

TEST_F(ExitCodes, FilesThatAreMissingOrNoModelAreFailures) {
  const std::string text = (folder_ / "model.onnx").string();
  std::ofstream(text) << "this is no model\n";
  const Outcome no_model = detect("test://pattern?frames=1", text);
  EXPECT_EQ(no_model.code, 1);
  EXPECT_THAT(no_model.error, HasSubstr("is a text file"));
  EXPECT_EQ(detect("test://pattern?frames=1", (folder_ / "none.onnx").string()).code, 1);
  EXPECT_EQ(detect((folder_ / "none.mp4").string(), text).code, 1);
}

TEST_F(ExitCodes, WhatIsWrongWithAWorkflowNamesItsFile) {
  const std::string file = (folder_ / "notes.yaml").string();
  std::ofstream(file) << "# Notes\n[a: b: c\n";
  for (const char* command : {"run", "validate"}) {
    EXPECT_THAT(run_with({command, file}).error, StartsWith("error: " + file + ": line ")) << command;
  }
  std::ofstream(file) << "nodes: {a: {type: nonsense}}\n";
  for (const char* command : {"run", "validate"}) {
    const Outcome outcome = run_with({command, file, "--log-file", (folder_ / "log").string()});
    EXPECT_NE(outcome.code, 0);
    EXPECT_THAT(outcome.error, StartsWith("error: " + file + ": nodes.a.type: no node type 'nonsense'")) << command;
  }
}

TEST_F(ExitCodes, WrongValuesAreWrongCommandLines) {
  const Outcome outcome = detect("test://pattern?frames=1", "any", {"--confidence", "7"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("confidence"));
}

}  // namespace
}  // namespace ow::cli
