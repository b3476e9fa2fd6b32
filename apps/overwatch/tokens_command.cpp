#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "overwatch/accounts.h"
#include "overwatch/table.h"
#include "server/auth/api_token.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TokensOptions {
  std::string subject;  ///< label or id
  std::string role = "viewer";
  std::string expires = "never";
  bool json = false;
};

constexpr std::int64_t kHour_s = 3600;
constexpr std::int64_t kLifeMax_s = 100LL * 365 * 24 * kHour_s;

/// "12h", "90d", "8w" in seconds; nothing for "never".
Result<std::optional<std::int64_t>> lifetime_of(const std::string& text) {
  if (text == "never") return std::optional<std::int64_t>();
  std::int64_t count = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit(parsed.ptr, static_cast<std::size_t>(text.data() + text.size() - parsed.ptr));
  const std::int64_t each = unit == "h" ? kHour_s : unit == "d" ? 24 * kHour_s : unit == "w" ? 7 * 24 * kHour_s : 0;
  if (parsed.ec != std::errc() || each == 0 || count < 1 || count > kLifeMax_s / each) {
    return fail_at("expires", ErrorCode::kInvalidArgument,
                   "'{}' is no time; write hours, days or weeks such as 12h, 90d, 8w, or never", text);
  }
  return std::optional(count * each);
}

Json instant_json(const std::optional<std::int64_t>& unix_s) { return unix_s ? Json(utc_text(*unix_s)) : Json(); }

Json token_json(const store::ApiToken& token) {
  return {{"id", token.id},
          {"label", token.label},
          {"role", to_string(token.role)},
          {"created_at", utc_text(token.created_unix_s)},
          {"expires_at", instant_json(token.expires_unix_s)},
          {"used_at", instant_json(token.used_unix_s)}};
}

Status create(const Globals& globals, const TokensOptions& options) {
  OW_TRY(const store::Role role, role_of(options.role));
  OW_TRY(const auto lifetime, lifetime_of(options.expires));
  OW_TRY(const auto accounts, open_accounts(globals));
  OW_TRY(const auto token, server::create_token(*accounts, {options.subject, role, lifetime}, unix_now_s()));
  if (options.json) {
    Json out = token_json(token.record);
    out["token"] = token.text;
    print_json(out);
  } else {
    fmt::print("{}\n", token.text);
    fmt::print(stderr,
               "Keep it: it is shown this once. Use: curl -H 'Authorization: Bearer …' …; revoke: overwatch tokens "
               "revoke {}\n",
               token.record.id);
  }
  OW_TRY(const bool users, accounts->has_users());
  if (!users) {
    fmt::print(
        stderr,
        "note: there are no users, so on this machine the server asks nobody for a token unless it runs with --auth\n");
  }
  return {};
}

Status list(const Globals& globals, const TokensOptions& options) {
  OW_TRY(const auto accounts, open_accounts(globals));
  OW_TRY(const auto tokens, accounts->tokens());
  if (options.json) {
    Json out{{"tokens", Json::array()}};
    for (const store::ApiToken& token : tokens) out["tokens"].push_back(token_json(token));
    print_json(out);
    return {};
  }
  const std::int64_t now = unix_now_s();
  std::vector<std::vector<std::string>> rows = {{"ID", "LABEL", "ROLE", "MADE", "EXPIRES", "LAST USED"}};
  for (const store::ApiToken& token : tokens) {
    std::string expires = token.expires_unix_s ? utc_text(*token.expires_unix_s) : "never";
    if (token.expires_unix_s && *token.expires_unix_s <= now) expires += " (over)";
    rows.push_back({token.id, token.label, std::string(to_string(token.role)), utc_text(token.created_unix_s), expires,
                    token.used_unix_s ? utc_text(*token.used_unix_s) : "never"});
  }
  fmt::print("{}", tokens.empty() ? "There are no API tokens.\n" : format_table(rows));
  return {};
}

Status revoke(const Globals& globals, const TokensOptions& options) {
  OW_TRY(const auto accounts, open_accounts(globals));
  OW_CHECK(accounts->remove_token(options.subject));
  fmt::print("token '{}' was revoked\n", options.subject);
  return {};
}

}  // namespace

void add_tokens_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto options = std::make_shared<TokensOptions>();
  const auto call = [&globals, options, exit_code](Status (*work)(const Globals&, const TokensOptions&)) {
    return [&globals, options, exit_code, work] {
      const auto done = work(globals, *options);
      *exit_code = done ? kOk : report_error(done.error());
    };
  };
  CLI::App* command = app.add_subcommand("tokens", "API tokens for programs");
  command->require_subcommand(1);
  command->footer("Example:\n  overwatch tokens create prometheus --role viewer --expires 90d");

  CLI::App* creating = command->add_subcommand("create", "Make a token and print it once");
  creating->add_option("LABEL", options->subject, "What it is for")->required();
  creating->add_option("--role", options->role, "viewer, editor or admin");
  creating->add_option("--expires", options->expires, "12h, 90d, 8w or never");
  creating->add_flag("--json", options->json, "Print as JSON");
  creating->footer("Example:\n  overwatch tokens create prometheus --role viewer --expires 90d");
  creating->callback(call(create));

  CLI::App* listing = command->add_subcommand("list", "All tokens, without their secrets");
  listing->add_flag("--json", options->json, "Print as JSON");
  listing->footer("Example:\n  overwatch tokens list --json");
  listing->callback(call(list));

  CLI::App* revoking = command->add_subcommand("revoke", "End a token; a running server follows in seconds");
  revoking->add_option("ID", options->subject, "As `overwatch tokens list` shows it")->required();
  revoking->footer("Example:\n  overwatch tokens revoke k3Jx0aZ9");
  revoking->callback(call(revoke));
}

}  // namespace ow::cli
