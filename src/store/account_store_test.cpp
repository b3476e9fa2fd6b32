#include "store/account_store.h"

#include <algorithm>

#include "store/test_support.h"

namespace ow::store {
namespace {

class AccountStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    accounts = open_accounts();
    ASSERT_NE(accounts, nullptr);
  }
  std::unique_ptr<AccountStore> open_accounts() {
    auto opened = AccountStore::open(file_);
    EXPECT_TRUE(opened) << opened.error().text();
    return opened ? std::move(*opened) : nullptr;
  }
  void add(const std::string& name, Role role = Role::kViewer) {
    const auto added =
        accounts->add_user({.name = name, .role = role, .password_hash = "hash of " + name, .created_at = {}});
    ASSERT_TRUE(added) << added.error().text();
  }
  void log_in(const std::string& hash, const std::string& user, std::int64_t at) {
    const auto added = accounts->add_session({.hash = hash, .user = user, .created_unix_s = at, .used_unix_s = at});
    ASSERT_TRUE(added) << added.error().text();
  }
  static ApiToken token(const std::string& id) {
    return {.id = id, .label = "probe", .role = Role::kEditor, .hash = "h" + id, .created_unix_s = 5};
  }
  static ErrorCode code(const Status& status) { return status ? ErrorCode::kInternal : status.error().code; }

  std::unique_ptr<AccountStore> accounts;
};

TEST_F(AccountStoreTest, UsersStayOverAReopening) {
  EXPECT_FALSE(*accounts->has_users());
  add("ann", Role::kAdmin);
  add("bob.b@example.org");
  EXPECT_TRUE(*accounts->has_users());
  accounts = open_accounts();
  const auto users = accounts->users();
  ASSERT_TRUE(users);
  ASSERT_EQ(users->size(), 2u);
  EXPECT_EQ(users->front().name, "ann");
  EXPECT_EQ(users->front().role, Role::kAdmin);
  EXPECT_EQ(users->front().password_hash, "hash of ann");
  EXPECT_TRUE(users->front().created_at.ends_with("Z"));
}

/// While the store is open: what is in the journal alone is lost with it.
TEST_F(AccountStoreTest, ACopyOfTheFileAloneHasTheUsers) {
  add("ada", Role::kAdmin);
  std::filesystem::create_directories(folder_ / "copy");
  std::filesystem::copy_file(file_, folder_ / "copy" / "overwatch.db");
  EXPECT_TRUE(*(*AccountStore::open(folder_ / "copy" / "overwatch.db"))->has_users());
}

TEST_F(AccountStoreTest, NamesAreCheckedAndUnique) {
  add("ann");
  EXPECT_EQ(code(accounts->add_user({.name = "ann", .password_hash = "x", .created_at = {}})),
            ErrorCode::kAlreadyExists);
  for (const char* name : {"", "Ann", "a b", "a/b", "a\n"}) {
    EXPECT_EQ(code(accounts->add_user({.name = name, .password_hash = "x", .created_at = {}})),
              ErrorCode::kInvalidArgument)
        << name;
  }
  EXPECT_EQ(code(accounts->add_user({.name = std::string(65, 'a'), .password_hash = "x", .created_at = {}})),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(accounts->user("bob").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(code(accounts->remove_user("bob")), ErrorCode::kNotFound);
  EXPECT_EQ(code(accounts->set_password("bob", "x")), ErrorCode::kNotFound);
}

TEST_F(AccountStoreTest, ANewPasswordAndARemovalEndTheSessionsOfThatUserAlone) {
  add("ann");
  add("bob");
  log_in("s1", "ann", 10);
  log_in("s2", "bob", 10);
  ASSERT_TRUE(accounts->set_password("ann", "new"));
  EXPECT_EQ(accounts->user("ann")->password_hash, "new");
  EXPECT_FALSE(accounts->session("s1"));
  EXPECT_TRUE(accounts->session("s2"));
  ASSERT_TRUE(accounts->remove_user("bob"));
  EXPECT_FALSE(accounts->session("s2"));
}

TEST_F(AccountStoreTest, SessionsCarryTheRoleOfTheirUser) {
  add("ann", Role::kEditor);
  log_in("s1", "ann", 10);
  ASSERT_TRUE(accounts->mark_session_used("s1", 99));
  const auto session = accounts->session("s1");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->role, Role::kEditor);
  EXPECT_EQ(session->created_unix_s, 10);
  EXPECT_EQ(session->used_unix_s, 99);
  ASSERT_TRUE(accounts->remove_session("s1"));
  EXPECT_FALSE(accounts->session("s1"));
  EXPECT_FALSE(accounts->add_session({.hash = "s3", .user = "nobody"}));
}

TEST_F(AccountStoreTest, OldAndSurplusSessionsGo) {
  add("ann");
  log_in("old", "ann", 10);
  log_in("idle", "ann", 20);
  log_in("used", "ann", 20);
  ASSERT_TRUE(accounts->mark_session_used("used", 90));
  ASSERT_TRUE(accounts->remove_sessions_before(15, 50));
  EXPECT_FALSE(accounts->session("old"));
  EXPECT_FALSE(accounts->session("idle"));
  EXPECT_TRUE(accounts->session("used"));
  for (int i = 0; i < AccountStore::kSessionsPerUserMax; ++i) log_in("n" + std::to_string(i), "ann", 100 + i);
  EXPECT_FALSE(accounts->session("used")) << "the one unused for longest makes room";
  EXPECT_TRUE(accounts->session("n0"));
}

TEST_F(AccountStoreTest, TokensAreListedMarkedAndRevoked) {
  EXPECT_FALSE(*accounts->has_tokens());
  ASSERT_TRUE(accounts->add_token(token("aaaa")));
  ApiToken second = token("bbbb");
  second.expires_unix_s = 77;
  ASSERT_TRUE(accounts->add_token(second));
  EXPECT_TRUE(*accounts->has_tokens());
  ASSERT_TRUE(accounts->mark_token_used("aaaa", 42));
  const auto list = accounts->tokens();
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 2u);
  EXPECT_EQ((*list)[0].used_unix_s, 42);
  EXPECT_EQ((*list)[0].expires_unix_s, std::nullopt);
  EXPECT_EQ((*list)[1].expires_unix_s, 77);
  EXPECT_EQ((*list)[1].role, Role::kEditor);
  ASSERT_TRUE(accounts->remove_token("aaaa"));
  EXPECT_EQ(accounts->token("aaaa").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(code(accounts->remove_token("aaaa")), ErrorCode::kNotFound);
  ApiToken unnamed = token("cccc");
  unnamed.label.clear();
  EXPECT_EQ(code(accounts->add_token(unnamed)), ErrorCode::kInvalidArgument);
}

TEST_F(AccountStoreTest, TwoConnectionsSeeEachOther) {
  const auto other = open_accounts();
  add("ann");
  EXPECT_TRUE(*other->has_users());
  ASSERT_TRUE(other->remove_user("ann"));
  EXPECT_FALSE(*accounts->has_users());
}

TEST_F(AccountStoreTest, ADamagedStoreLeavesATrace) {
  EXPECT_FALSE(damaged_predecessor(file_));
  accounts.reset();
  write_file(std::string(8192, 'x'));
  std::filesystem::remove(file_.string() + "-wal");
  accounts = open_accounts();
  EXPECT_FALSE(*accounts->has_users());
  EXPECT_TRUE(damaged_predecessor(file_));
}

TEST(RoleTest, NamesGoBothWays) {
  for (const Role role : {Role::kViewer, Role::kEditor, Role::kAdmin}) EXPECT_EQ(parse_role(to_string(role)), role);
  EXPECT_EQ(parse_role("root"), std::nullopt);
}

}  // namespace
}  // namespace ow::store
