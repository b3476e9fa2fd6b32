#include "server/auth/guard.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "server/auth/api_token.h"
#include "server/auth/password.h"
#include "server/testing/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace ow::server {
namespace {

class GuardTest : public testing::Test {
 protected:
  GuardTest() { accounts = std::move(*store::AccountStore::open(folder / "store.db")); }

  void make(Demand demand = Demand::kWhenUsersExist) {
    guard = std::make_unique<Guard>(*accounts, clock,
                                    GuardOptions{.demand = demand,
                                                 .session_idle = std::chrono::seconds(100),
                                                 .session_life = std::chrono::seconds(1000),
                                                 .requests = {.burst = 3, .per_second = 1},
                                                 .logins_per_address = {.burst = 3, .per_second = 0.1},
                                                 .logins_per_account = {.burst = 4, .per_second = 0.1},
                                                 .unix_now_s = [this] { return unix_s; }});
  }
  void add(const std::string& name, Role role) {
    static const std::string hash = *hash_password(kPassword);
    ASSERT_TRUE(accounts->add_user({.name = name, .role = role, .password_hash = hash, .created_at = {}}));
  }
  /// Lets time pass for sessions and for the guard's memory.
  void pass(std::chrono::seconds time) {
    clock.advance(time);
    unix_s += time.count();
  }
  Credential log_in(const std::string& name) {
    const auto session = guard->log_in(name, kPassword, "10.0.0.1");
    EXPECT_TRUE(session) << session.error().error.text();
    Request request;
    request.server_port = 8000;
    request.headers["cookie"] = "overwatch-8000=" + (session ? session->secret : "");
    return credential_of(request);
  }
  static Credential bearer(const std::string& text) {
    Request request;
    request.headers["authorization"] = "Bearer " + text;
    return credential_of(request);
  }
  Admitted ask(const Credential& credential) {
    const auto examined = guard->examine(credential);
    EXPECT_TRUE(examined) << examined.error().text();
    return examined ? *examined : Admitted();
  }

  static constexpr const char* kPassword = "correct horse";
  const ow::test::TemporaryFolder folder;
  ManualClock clock;
  std::int64_t unix_s = 1'000'000;
  std::unique_ptr<store::AccountStore> accounts;
  std::unique_ptr<Guard> guard;
};

TEST_F(GuardTest, IsOpenUntilThereIsAUser) {
  make();
  ASSERT_TRUE(ask({}));
  EXPECT_EQ(ask({})->kind, CallerKind::kOpen);
  EXPECT_EQ(ask({})->role, Role::kAdmin);
  EXPECT_TRUE(guard->remembered({}));
  add("ann", Role::kViewer);
  pass(Guard::kMemory + std::chrono::seconds(1));
  EXPECT_FALSE(guard->remembered({})) << "the store has to be asked again";
  EXPECT_FALSE(ask({}));
}

TEST_F(GuardTest, CanBeClosedBeforeThereIsAUser) {
  make(Demand::kAlways);
  EXPECT_FALSE(ask({}));
  EXPECT_FALSE(*guard->has_accounts());
}

TEST_F(GuardTest, ASessionIsItsUserUntilTheLogOut) {
  make();
  add("ann", Role::kEditor);
  const Credential session = log_in("Ann");  // names are written small everywhere
  const Admitted caller = ask(session);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->name, "ann");
  EXPECT_EQ(caller->role, Role::kEditor);
  ASSERT_TRUE(guard->remembered(session));
  EXPECT_EQ((*guard->remembered(session))->name, "ann");
  ASSERT_TRUE(guard->log_out(session));
  EXPECT_FALSE(guard->remembered(session)) << "a log-out is noticed at once";
  EXPECT_FALSE(ask(session));
}

TEST_F(GuardTest, ASessionFromAheadOfTheClockIsOver) {
  make();
  add("ann", Role::kViewer);
  unix_s += 1'000'000;  // a clock that was wrong at the log-in
  const Credential ahead = log_in("ann");
  EXPECT_TRUE(ask(ahead));
  unix_s -= 1'000'000;
  EXPECT_FALSE(ask(ahead));
  unix_s += 60;
  const Credential nearly = log_in("ann");
  unix_s -= 60;
  EXPECT_TRUE(ask(nearly)) << "clocks are set right by seconds all the time";
}

TEST_F(GuardTest, SessionsEndByIdlenessAndByAge) {
  make();
  add("ann", Role::kViewer);
  const Credential idle = log_in("ann");
  pass(std::chrono::seconds(101));
  EXPECT_FALSE(ask(idle));
  const Credential busy = log_in("ann");
  for (int i = 0; i < 11; ++i) {
    EXPECT_TRUE(ask(busy)) << i;
    pass(std::chrono::seconds(90));
  }
  pass(std::chrono::seconds(11));
  EXPECT_FALSE(ask(busy)) << "used all the time, but too old";
}

TEST_F(GuardTest, ANewPasswordEndsSessionsWithinTheMemory) {
  make();
  add("ann", Role::kViewer);
  const Credential session = log_in("ann");
  ASSERT_TRUE(ask(session));
  ASSERT_TRUE(accounts->set_password("ann", "other"));
  pass(Guard::kMemory + std::chrono::seconds(1));
  EXPECT_FALSE(guard->remembered(session));
  EXPECT_FALSE(ask(session));
}

TEST_F(GuardTest, TokensHaveARoleAndMayExpire) {
  make(Demand::kAlways);
  const auto token = create_token(*accounts, {"probe", Role::kEditor, 50}, unix_s);
  ASSERT_TRUE(token);
  ASSERT_TRUE(ask(bearer(token->text)));
  EXPECT_EQ(ask(bearer(token->text))->role, Role::kEditor);
  EXPECT_EQ(accounts->token(token->record.id)->used_unix_s, unix_s);
  std::string forged = token->text;
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  EXPECT_FALSE(ask(bearer(forged)));
  EXPECT_FALSE(ask(bearer("nonsense")));
  pass(std::chrono::seconds(50));
  EXPECT_FALSE(ask(bearer(token->text)));
}

TEST_F(GuardTest, WrongPasswordsAndUnknownUsersSoundTheSame) {
  make();
  add("ann", Role::kViewer);
  const auto wrong = guard->log_in("ann", "wrong horse", "10.0.0.1");
  const auto unknown = guard->log_in("nobody", "wrong horse", "10.0.0.2");
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(wrong.error().status, 401);
  EXPECT_EQ(unknown.error().status, 401);
  EXPECT_EQ(wrong.error().error.message, unknown.error().error.message);
  EXPECT_FALSE(guard->log_in("ann", "", "10.0.0.3"));
  EXPECT_FALSE(guard->log_in(std::string(5000, 'a'), kPassword, "10.0.0.3"));
}

TEST_F(GuardTest, FailuresAreLimitedByAddressAndSuccessesAreNot) {
  make();
  add("ann", Role::kViewer);
  for (int i = 0; i < 5; ++i) log_in("ann");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(guard->log_in("bob", "x", "10.0.0.1").error().status, 401);
  const auto limited = guard->log_in("ann", kPassword, "10.0.0.1");
  ASSERT_FALSE(limited);
  EXPECT_EQ(limited.error().status, 429);
  EXPECT_EQ(limited.error().retry_after, std::chrono::seconds(10));
  EXPECT_TRUE(guard->log_in("ann", kPassword, "10.0.0.2")) << "others are not concerned";
  pass(std::chrono::seconds(10));
  EXPECT_TRUE(guard->log_in("ann", kPassword, "10.0.0.1"));
}

TEST_F(GuardTest, FailuresAreLimitedByAccountWhateverTheAddress) {
  make();
  add("ann", Role::kViewer);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(guard->log_in("ann", "wrong", "10.0.1." + std::to_string(i)).error().status, 401);
  }
  EXPECT_EQ(guard->log_in("ann", kPassword, "10.0.2.1").error().status, 429);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(guard->log_in("nobody", "wrong", "10.0.3." + std::to_string(i)).error().status, 401);
  }
  EXPECT_EQ(guard->log_in("nobody", "wrong", "10.0.4.1").error().status, 429) << "as for a user that exists";
}

TEST_F(GuardTest, RequestsAreCountedOnlyWhenALogInIsAskedFor) {
  make();
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(guard->count_request("10.0.0.1")) << "before anybody asked for more";
  ASSERT_TRUE(ask({}));
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(guard->count_request("10.0.0.1"));
  add("ann", Role::kViewer);
  EXPECT_FALSE(ask({}));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(guard->count_request("10.0.0.1"));
  EXPECT_EQ(guard->count_request("10.0.0.1"), std::chrono::seconds(1));
  EXPECT_FALSE(guard->count_request("10.0.0.2"));
}

TEST(PasswordTest, FitsItselfAlone) {
  const auto hash = hash_password("correct horse");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_TRUE(verify_password("correct horse", *hash));
  EXPECT_FALSE(verify_password("correct hors", *hash));
  EXPECT_NE(*hash_password("correct horse"), *hash) << "no salt";
  EXPECT_FALSE(verify_password("", hash_of_nobody()));
  EXPECT_TRUE(hash_of_nobody().starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << "another cost tells who exists";
  EXPECT_FALSE(hash_password("short"));
  EXPECT_FALSE(hash_password(std::string(2000, 'x')));
}

}  // namespace
}  // namespace ow::server
