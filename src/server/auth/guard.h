// Guard: who is let in. Users, sessions and tokens come from the account store, which other processes may change while the
// server runs; a change takes kMemory to be noticed here.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "server/auth/caller.h"
#include "server/auth/credential.h"
#include "server/auth/rate_limiter.h"
#include "store/account_store.h"

namespace ow::server {

enum class Demand {
  kWhenUsersExist,  ///< everybody is let in until the first user is added
  kAlways,
};

struct GuardOptions {
  Demand demand = Demand::kWhenUsersExist;
  std::chrono::seconds session_idle{12 * 3600};
  std::chrono::seconds session_life{7 * 24 * 3600};
  Rate requests{.burst = 2000, .per_second = 200};  ///< of each client address
  Rate logins_per_address{.burst = 10, .per_second = 0.1};  ///< failures only
  Rate logins_per_account{.burst = 20, .per_second = 0.1};
  std::function<std::int64_t()> unix_now_s = {};  ///< the system's, unless a test says otherwise
};

/// Nobody: a log-in is needed.
using Admitted = std::optional<Caller>;

/// A failed log-in: 401 (never saying whether there is such a user), 429, or 503 when the store does not answer.
struct LoginFailure {
  int status = 401;
  Error error;
  std::chrono::seconds retry_after{0};
};

struct NewSession {
  std::string secret;  ///< the cookie's value
  Caller caller;
};

/// Thread-safe.
class Guard final {
 public:
  /// For how long an answer of the store is taken for true.
  static constexpr std::chrono::seconds kMemory{3};

  /// Asks the store whether there are users.
  Guard(store::AccountStore& accounts, const Clock& clock, GuardOptions options);

  /// Is there anybody who can log in: a user or a token?
  Result<bool> has_accounts();
  [[nodiscard]] std::chrono::seconds session_life() const { return options_.session_life; }

  /// Does not wait: nothing when the store has to be asked (examine).
  std::optional<Admitted> remembered(const Credential& credential);
  /// Asks the store: on worker threads only.
  Result<Admitted> examine(const Credential& credential);

  /// Counts one request of a client; the time to wait when there were too many. Nobody is counted while the server is open.
  std::optional<std::chrono::seconds> count_request(std::string_view client_address);

  /// Takes 0.1 s and 64 MiB: for the thread of log-ins only.
  std::expected<NewSession, LoginFailure> log_in(const std::string& user, std::string_view password,
                                                 std::string_view client_address);
  Status log_out(const Credential& credential);

 private:
  struct Seen {
    Caller caller;
    TimePoint at;
  };
  Result<bool> is_open();
  Result<Admitted> examine_session(const Credential& credential);
  Result<Admitted> examine_token(const Credential& credential);
  void remember(const Credential& credential, const Caller& caller);
  std::expected<NewSession, LoginFailure> begin_session(const std::string& user, Role role);

  store::AccountStore& accounts_;
  const Clock& clock_;
  const GuardOptions options_;
  RateLimiter requests_;
  RateLimiter logins_per_address_;
  RateLimiter logins_per_account_;

  std::mutex mutex_;
  bool open_ = false;
  std::optional<TimePoint> open_checked_;
  std::map<std::string, Seen> seen_;  ///< by digest; at most kSeenMax
};

}  // namespace ow::server
