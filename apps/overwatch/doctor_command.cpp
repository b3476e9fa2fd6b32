#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "overwatch/doctor.h"
#include "overwatch/doctor_running.h"

namespace ow::cli {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kGood: return "ok";
    case Verdict::kNote: return "note";
    case Verdict::kWarning: return "warning";
    case Verdict::kBad: return "failed";
  }
  return "failed";
}

namespace {

constexpr std::size_t kNameWidth = 16;

const char* colour(Verdict verdict) {
  switch (verdict) {
    case Verdict::kGood: return "\033[32m";
    case Verdict::kNote: return "\033[36m";
    case Verdict::kWarning: return "\033[33m";
    case Verdict::kBad: return "\033[31m";
  }
  return "";
}

void print(const Checks& checks) {
  const bool coloured = ::isatty(STDOUT_FILENO) == 1;
  for (const Check& check : checks) {
    fmt::print("{}{:<8}{}{:<{}}{}\n", coloured ? colour(check.verdict) : "", to_string(check.verdict),
               coloured ? "\033[0m" : "", check.name, kNameWidth, check.found);
    if (!check.advice.empty()) fmt::print("{:8}{:{}}-> {}\n", "", "", kNameWidth, check.advice);
  }
  const auto count = [&](Verdict verdict) { return std::ranges::count(checks, verdict, &Check::verdict); };
  const auto failed = count(Verdict::kBad);
  const auto warnings = count(Verdict::kWarning);
  if (failed + warnings == 0) {
    fmt::print("\nall {} checks are well\n", checks.size());
  } else {
    fmt::print("\n{} failed, {} warning{}, of {} checks\n", failed, warnings, warnings == 1 ? "" : "s", checks.size());
  }
}

nlohmann::ordered_json to_json(const Checks& checks, bool healthy) {
  nlohmann::ordered_json json = {
      {"overwatch", OW_VERSION}, {"healthy", healthy}, {"checks", nlohmann::ordered_json::array()}};
  for (const Check& check : checks) {
    nlohmann::ordered_json entry = {
        {"name", check.name}, {"verdict", to_string(check.verdict)}, {"found", check.found}};
    if (!check.advice.empty()) entry["advice"] = check.advice;
    json["checks"].push_back(std::move(entry));
  }
  return json;
}

int doctor(const Globals& globals, bool json) {
  Checks checks;
  check_folders(globals, checks);  // first: it opens the log that the others write to
  check_machine(checks);
  check_product(globals, checks);
  check_port(static_cast<std::uint16_t>(globals.port), checks);
  const bool healthy = std::ranges::none_of(checks, [](const Check& check) { return check.verdict == Verdict::kBad; });
  if (json) {
    print_json(to_json(checks, healthy));
  } else {
    print(checks);
  }
  return healthy ? kOk : kFailed;
}

/// Without an address it is the server that the settings describe; what it makes its certificate itself is trusted.
void fill_in(RunningOptions& running, const Globals& globals) {
  const bool self_signed = globals.tls == "self";
  if (running.url.empty()) {
    const bool tls = self_signed || !globals.tls_cert.empty();
    running.url = fmt::format("{}://127.0.0.1:{}", tls ? "https" : "http", globals.port);
  }
  if (self_signed && running.ca_file.empty()) running.ca_file = (globals.data_folder() / "tls" / "tls.crt").string();
}

}  // namespace

void add_doctor_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto json = std::make_shared<bool>(false);
  auto running = std::make_shared<RunningOptions>();
  auto is_running = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("doctor", "Check that everything a user needs is there, and say what to do where not");
  command->add_flag("--json", *json, "Print as JSON");
  command->add_flag("--running", *is_running,
                    "Ask the server that runs whether it meets its targets, and what would help");
  command->add_option("--url", running->url,
                      "Its address (default: 127.0.0.1 and --port, https with --tls or --tls-cert)");
  command->add_option(
      "--ca-file", running->ca_file,
      "Certificates (PEM) to trust for https (default: the system's; with --tls self those of --data-dir)");
  command->add_option("--token", running->token, "Its token, where it asks for one")->envname("OVERWATCH_TOKEN");
  command->footer("Examples:\n  overwatch doctor\n  overwatch doctor --running --tls self");
  command->callback([&globals, json, running, is_running, exit_code] {
    fill_in(*running, globals);
    running->json = *json;
    *exit_code = *is_running ? doctor_running(*running) : doctor(globals, *json);
  });
}

}  // namespace ow::cli
