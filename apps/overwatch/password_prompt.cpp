#include "overwatch/password_prompt.h"

#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "server/auth/password.h"

namespace ow::cli {
namespace {

/// The terminal shows nothing of what is typed while this lives.
class NoEcho final {
 public:
  NoEcho() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~NoEcho() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

Result<std::string> read_line() {
  std::string line;
  if (!std::getline(std::cin, line)) return fail(ErrorCode::kInvalidArgument, "no password came on standard input");
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Result<std::string> ask(const char* question) {
  fmt::print(stderr, "{}: ", question);
  Result<std::string> line;
  {
    const NoEcho silent;
    line = read_line();
  }
  fmt::print(stderr, "\n");
  return line;
}

}  // namespace

Result<std::string> read_new_password() {
  const bool at_terminal = ::isatty(STDIN_FILENO) == 1;
  OW_TRY(std::string password, at_terminal ? ask("Password") : read_line());
  OW_CHECK(server::check_password(password));
  if (at_terminal) {
    OW_TRY(const std::string again, ask("Once more"));
    if (again != password) return fail(ErrorCode::kInvalidArgument, "the two passwords differ; nothing was changed");
  }
  return password;
}

}  // namespace ow::cli
