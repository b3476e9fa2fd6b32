#include "store/account.h"

#include <array>
#include <utility>

namespace ow::store {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 3> kRoles{
    {{Role::kViewer, "viewer"}, {Role::kEditor, "editor"}, {Role::kAdmin, "admin"}}};

}  // namespace

std::string_view to_string(Role role) { return kRoles.at(static_cast<std::size_t>(role)).second; }

std::optional<Role> parse_role(std::string_view name) {
  for (const auto& [role, text] : kRoles) {
    if (text == name) return role;
  }
  return std::nullopt;
}

}  // namespace ow::store
