#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "overwatch/accounts.h"
#include "overwatch/password_prompt.h"
#include "overwatch/table.h"
#include "server/auth/password.h"
#include "store/data_folder.h"

namespace ow::cli {
namespace {

using Json = nlohmann::ordered_json;

struct UsersOptions {
  std::string name;
  std::string role = "viewer";
  bool json = false;
};

Status add(const Globals& globals, const UsersOptions& options) {
  OW_TRY(const store::Role role, role_of(options.role));
  OW_CHECK(store::check_user_name(options.name));
  OW_TRY(const auto accounts, open_accounts(globals));
  if (accounts->user(options.name)) {
    return fail_at("user", ErrorCode::kAlreadyExists, "there is a user '{}' already (overwatch users passwd {})",
                   options.name, options.name);
  }
  OW_TRY(const std::string password, read_new_password());
  OW_TRY(std::string hash, server::hash_password(password));
  OW_CHECK(
      accounts->add_user({.name = options.name, .role = role, .password_hash = std::move(hash), .created_at = {}}));
  fmt::print("user '{}' was added as {}\n", options.name, to_string(role));
  return {};
}

Status list(const Globals& globals, const UsersOptions& options) {
  OW_TRY(const auto accounts, open_accounts(globals));
  OW_TRY(const auto users, accounts->users());
  if (options.json) {
    Json out{{"users", Json::array()}};
    for (const store::User& user : users) {
      out["users"].push_back({{"name", user.name}, {"role", to_string(user.role)}, {"created_at", user.created_at}});
    }
    print_json(out);
    return {};
  }
  std::vector<std::vector<std::string>> rows = {{"USER", "ROLE", "ADDED"}};
  for (const store::User& user : users) rows.push_back({user.name, std::string(to_string(user.role)), user.created_at});
  if (users.empty()) {
    const bool lost = store::damaged_predecessor(store::store_file(globals.data_folder())).has_value();
    fmt::print(
        "There are no users: {}\n",
        lost ? "but a damaged store was set aside here, and maybe users with it, so the server asks for a log-in that "
               "nobody has; add a user, or remove the .damaged file"
             : "the server asks nobody for a log-in (unless --auth is set), and listens on this machine only");
    return {};
  }
  fmt::print("{}", format_table(rows));
  return {};
}

Status remove(const Globals& globals, const UsersOptions& options) {
  OW_TRY(const auto accounts, open_accounts(globals));
  OW_CHECK(accounts->remove_user(options.name));
  fmt::print("user '{}' was removed\n", options.name);
  OW_TRY(const bool others, accounts->has_users());
  if (!others) fmt::print("note: that was the last one; on this machine the server now asks nobody for a log-in\n");
  return {};
}

Status change_password(const Globals& globals, const UsersOptions& options) {
  OW_TRY(const auto accounts, open_accounts(globals));
  OW_CHECK(accounts->user(options.name));
  OW_TRY(const std::string password, read_new_password());
  OW_TRY(const std::string hash, server::hash_password(password));
  OW_CHECK(accounts->set_password(options.name, hash));
  fmt::print("the password of '{}' was changed; all sessions of that user have ended\n", options.name);
  return {};
}

}  // namespace

void add_users_command(CLI::App& app, Globals& globals, ExitCode exit_code) {
  auto options = std::make_shared<UsersOptions>();
  const auto call = [&globals, options, exit_code](Status (*work)(const Globals&, const UsersOptions&)) {
    return [&globals, options, exit_code, work] {
      const auto done = work(globals, *options);
      *exit_code = done ? kOk : report_error(done.error());
    };
  };
  CLI::App* command = app.add_subcommand("users", "Who may log in to the server");
  command->require_subcommand(1);
  command->footer("Example:\n  overwatch users add ann --role admin");

  CLI::App* adding =
      command->add_subcommand("add", "Add a user; the password is asked for, or is the first line of standard input");
  adding->add_option("NAME", options->name, "a-z, 0-9, '.', '_', '@' and '-'")->required();
  adding->add_option("--role", options->role, "viewer (watches), editor (changes and starts workflows) or admin");
  adding->footer(
      "Examples:\n  overwatch users add ann --role admin\n  pass show overwatch | overwatch users add ann --role "
      "editor");
  adding->callback(call(add));

  CLI::App* listing = command->add_subcommand("list", "All users with their roles");
  listing->add_flag("--json", options->json, "Print as JSON");
  listing->footer("Example:\n  overwatch users list --json");
  listing->callback(call(list));

  CLI::App* removing =
      command->add_subcommand("remove", "Remove a user and end the sessions; a running server follows in seconds");
  removing->add_option("NAME", options->name, "The user")->required();
  removing->footer("Example:\n  overwatch users remove ann");
  removing->callback(call(remove));

  CLI::App* changing = command->add_subcommand("passwd", "Change a password and end all sessions of that user");
  changing->add_option("NAME", options->name, "The user")->required();
  changing->footer("Example:\n  overwatch users passwd ann");
  changing->callback(call(change_password));
}

}  // namespace ow::cli
