#include "base/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/credentials.h"
#include "base/text.h"

namespace ow {
namespace {

constexpr std::size_t kSecretBytesMin = 4;
constexpr std::size_t kSecretsMax = 256;

struct Secret {
  std::string value;  // lower case
  std::string shown;
  bool operator==(const Secret&) const = default;
};
using Secrets = std::vector<Secret>;

struct Store {
  std::mutex mutex;
  std::shared_ptr<const Secrets> secrets = std::make_shared<Secrets>();
};

Store& store() {
  static Store instance;
  return instance;
}

std::shared_ptr<const Secrets> known() {
  const std::lock_guard lock(store().mutex);
  return store().secrets;
}

/// `lower` is the text in lower case.
void replace_all(std::string& text, std::string& lower, const Secret& secret) {
  for (std::size_t at = 0; (at = lower.find(secret.value, at)) != std::string::npos; at += secret.shown.size()) {
    text.replace(at, secret.value.size(), secret.shown);
    lower.replace(at, secret.value.size(), secret.shown);
  }
}

}  // namespace

namespace {

void remember(std::string_view value, std::string shown) {
  if (value.size() < kSecretBytesMin) return;
  const Secret secret{to_lower(value), std::move(shown)};
  const std::lock_guard lock(store().mutex);
  if (std::ranges::find(*store().secrets, secret) != store().secrets->end()) return;
  auto more = std::make_shared<Secrets>(*store().secrets);
  if (more->size() >= kSecretsMax) more->erase(more->begin());
  more->push_back(secret);
  store().secrets = std::move(more);
}

}  // namespace

void remember_secret(std::string_view name, std::string_view value) { remember(value, "${" + std::string(name) + "}"); }

void remember_password(std::string_view address) {
  const std::string_view password = password_in(address);
  if (password.empty()) return;
  // With what stands around it: a password may be an everyday word, such as "camera".
  std::string_view before = address.substr(0, static_cast<std::size_t>(password.data() - address.data()));
  before.remove_prefix(before.rfind('/') + 1);
  remember(fmt::format("{}{}@", before, password), fmt::format("{}***@", before));
}

std::string redact(std::string_view text) {
  std::string out(text);
  const auto secrets = known();
  std::string lower = secrets->empty() ? std::string() : to_lower(out);
  for (const Secret& secret : *secrets) replace_all(out, lower, secret);
  return mask_credentials(out);
}

}  // namespace ow
