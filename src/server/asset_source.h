// AssetSource: where the files of the web page come from.
#pragma once

#include <memory>
#include <span>
#include <string_view>

namespace ow::server {

/// One file; the views live as long as the source.
struct Asset {
  std::string_view path;          ///< "/assets/index-4f2a.js"
  std::string_view bytes;
  std::string_view content_type;
  std::string_view etag;          ///< quoted
  bool immutable = false;         ///< the name carries the content's hash: may be cached for ever
};

/// Immutable once made; thread-safe.
class AssetSource {
 public:
  virtual ~AssetSource() = default;
  /// Null when there is no such file. "/" is "/index.html".
  [[nodiscard]] virtual const Asset* find(std::string_view path) const = 0;
};

/// Over a table with static life, as cmake/OwEmbedAssets.cmake makes it.
std::shared_ptr<const AssetSource> make_embedded_assets(std::span<const Asset> table);

}  // namespace ow::server
