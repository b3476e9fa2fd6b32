#include "server/asset_source.h"

#include <algorithm>

namespace ow::server {
namespace {

class EmbeddedAssets final : public AssetSource {
 public:
  explicit EmbeddedAssets(std::span<const Asset> table) : table_(table) {}

  const Asset* find(std::string_view path) const override {
    if (path == "/") path = "/index.html";
    const auto found = std::ranges::find(table_, path, &Asset::path);
    return found == table_.end() ? nullptr : &*found;
  }

 private:
  std::span<const Asset> table_;
};

}  // namespace

std::shared_ptr<const AssetSource> make_embedded_assets(std::span<const Asset> table) {
  return std::make_shared<EmbeddedAssets>(table);
}

}  // namespace ow::server
