#include "server/auth/guard.h"

#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "server/auth/password.h"
#include "server/auth/secret.h"

namespace ow::server {
namespace {

constexpr std::size_t kSeenMax = 2048;
constexpr std::int64_t kClockSlack_s = 300;
constexpr std::int64_t kUseInterval_s = 60;  // how exactly the last use is written down
constexpr std::size_t kSessionBytes = 32;
constexpr std::size_t kUserNameBytesMax = 64;

std::int64_t system_unix_now_s() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

GuardOptions with_time(GuardOptions options) {
  if (!options.unix_now_s) options.unix_now_s = system_unix_now_s;
  return options;
}

/// "There is none" is an answer; everything else that goes wrong is a failure.
template <typename T>
Result<std::optional<T>> if_there(Result<T> found) {
  if (found) return std::optional<T>(std::move(*found));
  if (found.error().code == ErrorCode::kNotFound) return std::optional<T>();
  return std::unexpected(std::move(found).error());
}

LoginFailure wrong_login() {
  return {.status = 401,
          .error = {ErrorCode::kPermissionDenied, "the user name or the password is wrong", {}},
          .retry_after = {}};
}

LoginFailure too_many_logins(std::chrono::seconds wait) {
  return {.status = 429,
          .error = {ErrorCode::kResourceExhausted,
                    fmt::format("too many failed log-ins; try again in {} s", wait.count()),
                    {}},
          .retry_after = wait};
}

LoginFailure store_failure(const Error& error) {
  log::error("log-in: {}", error.text());
  return {.status = 503,
          .error = {ErrorCode::kUnavailable, "the accounts cannot be read now; the server's log says why", {}},
          .retry_after = std::chrono::seconds(1)};
}

}  // namespace

Guard::Guard(store::AccountStore& accounts, const Clock& clock, GuardOptions options)
    : accounts_(accounts),
      clock_(clock),
      options_(with_time(std::move(options))),
      requests_(options_.requests, clock),
      logins_per_address_(options_.logins_per_address, clock),
      logins_per_account_(options_.logins_per_account, clock),
      open_(is_open().value_or(false)) {}

Result<bool> Guard::has_accounts() {
  OW_TRY(const bool users, accounts_.has_users());
  if (users) return true;
  return accounts_.has_tokens();
}

Result<bool> Guard::is_open() {
  if (options_.demand == Demand::kAlways) return false;
  OW_TRY(const bool users, accounts_.has_users());
  return !users;
}

std::optional<Admitted> Guard::remembered(const Credential& credential) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (!open_checked_ || now - *open_checked_ > kMemory) return std::nullopt;
  if (open_) return Admitted(Caller{});
  if (credential.kind == Credential::Kind::kNone) return Admitted();
  const auto seen = seen_.find(credential.digest);
  if (seen == seen_.end() || now - seen->second.at > kMemory) return std::nullopt;
  return Admitted(seen->second.caller);
}

Result<Admitted> Guard::examine(const Credential& credential) {
  OW_TRY(const bool open, is_open());
  {
    const std::lock_guard lock(mutex_);
    open_ = open;
    open_checked_ = clock_.now();
  }
  if (open) return Admitted(Caller{});
  Result<Admitted> found = Admitted();
  if (credential.kind == Credential::Kind::kSession) found = examine_session(credential);
  if (credential.kind == Credential::Kind::kToken) found = examine_token(credential);
  if (found && *found) remember(credential, **found);
  return found;
}

Result<Admitted> Guard::examine_session(const Credential& credential) {
  OW_TRY(const auto session, if_there(accounts_.session(credential.digest)));
  if (!session) return Admitted();
  const std::int64_t now = options_.unix_now_s();
  // Times ahead of the clock tell that it was set back since: how old such a session is, nobody knows.
  const bool over = now - session->created_unix_s > options_.session_life.count() ||
                    now - session->used_unix_s > options_.session_idle.count() ||
                    session->used_unix_s - now > kClockSlack_s;
  if (over) {
    OW_CHECK(accounts_.remove_session(credential.digest));
    return Admitted();
  }
  if (now - session->used_unix_s >= kUseInterval_s) OW_CHECK(accounts_.mark_session_used(credential.digest, now));
  return Admitted(Caller{CallerKind::kSession, session->user, session->role});
}

Result<Admitted> Guard::examine_token(const Credential& credential) {
  OW_TRY(const auto token, if_there(accounts_.token(credential.id)));
  if (!token || !equal_secrets(token->hash, credential.digest)) return Admitted();
  const std::int64_t now = options_.unix_now_s();
  if (token->expires_unix_s && now >= *token->expires_unix_s) return Admitted();
  if (std::abs(now - token->used_unix_s.value_or(0)) >= kUseInterval_s)
    OW_CHECK(accounts_.mark_token_used(token->id, now));
  return Admitted(Caller{CallerKind::kToken, token->label, token->role});
}

void Guard::remember(const Credential& credential, const Caller& caller) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= kSeenMax)
    std::erase_if(seen_, [now](const auto& each) { return now - each.second.at > kMemory; });
  if (seen_.size() >= kSeenMax) return;  // then the store is asked each time
  seen_.insert_or_assign(credential.digest, Seen{caller, now});
}

std::optional<std::chrono::seconds> Guard::count_request(std::string_view client_address) {
  {
    const std::lock_guard lock(mutex_);
    if (open_) return std::nullopt;
  }
  return requests_.take(rate_key_of(client_address));
}

std::expected<NewSession, LoginFailure> Guard::log_in(const std::string& user, std::string_view password,
                                                      std::string_view client_address) {
  const std::string address = rate_key_of(client_address);
  const std::string name = to_lower(user).substr(0, kUserNameBytesMax + 1);  // longer ones are nobody's
  if (const auto wait = logins_per_address_.take(address)) return std::unexpected(too_many_logins(*wait));
  if (const auto wait = logins_per_account_.take(name)) return std::unexpected(too_many_logins(*wait));
  auto found = if_there(accounts_.user(name));
  if (!found) return std::unexpected(store_failure(found.error()));
  const bool fits = verify_password(password, *found ? (*found)->password_hash : hash_of_nobody());
  if (!*found || !fits) {
    // The name of a user that exists is safe to log; anything else may be a password in the wrong field.
    log::warn("a log-in from {} failed ({})", address, *found ? "user '" + name + "'" : "no such user");
    return std::unexpected(wrong_login());
  }
  logins_per_address_.give_back(address);
  logins_per_account_.give_back(name);
  log::info("user '{}' logged in from {}", name, address);
  return begin_session(name, (*found)->role);
}

std::expected<NewSession, LoginFailure> Guard::begin_session(const std::string& user, Role role) {
  NewSession out{random_secret(kSessionBytes), Caller{CallerKind::kSession, user, role}};
  const std::int64_t now = options_.unix_now_s();
  auto done =
      accounts_.remove_sessions_before(now - options_.session_life.count(), now - options_.session_idle.count());
  if (done) {
    done = accounts_.add_session(
        {.hash = digest_of(out.secret), .user = user, .role = role, .created_unix_s = now, .used_unix_s = now});
  }
  if (!done) return std::unexpected(store_failure(done.error()));
  return out;
}

Status Guard::log_out(const Credential& credential) {
  if (credential.kind != Credential::Kind::kSession) return {};
  {
    const std::lock_guard lock(mutex_);
    seen_.erase(credential.digest);
  }
  return accounts_.remove_session(credential.digest);
}

}  // namespace ow::server
