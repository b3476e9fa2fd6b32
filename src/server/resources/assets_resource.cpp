// The files of the web page.
#include <algorithm>

#include "base/text.h"
#include "server/problem.h"
#include "server/resources/resources.h"

namespace ow::server {

namespace {

/// RFC 9110, 12.5.3: a list of codings with weights; a weight of 0 refuses.
bool takes_gzip(std::string_view accepted) {
  while (!accepted.empty()) {
    const std::size_t comma = std::min(accepted.find(','), accepted.size());
    const std::string_view item = accepted.substr(0, comma);
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string coding = to_lower(trim(item.substr(0, semicolon)));
    const std::string_view weight = item.substr(semicolon);
    if (coding == "gzip") return weight.find_first_of("123456789") != std::string_view::npos || weight.empty();
    accepted.remove_prefix(std::min(comma + 1, accepted.size()));
  }
  return false;
}

}  // namespace

Response asset_response(const AssetSource* assets, const Request& request) {
  const Asset* asset = assets == nullptr ? nullptr : assets->find(request.path);
  if (asset == nullptr) return problem(Error{ErrorCode::kNotFound, "there is nothing at " + request.path, {}});
  const std::string content_type(asset->content_type);
  Response out;
  // The build lays a packed file beside each one that gets smaller by it.
  if (const Asset* packed = assets->find(request.path == "/" ? "/index.html.gz" : request.path + ".gz")) {
    out.headers.emplace_back("Vary", "Accept-Encoding");
    if (takes_gzip(request.header("accept-encoding"))) {
      out.headers.emplace_back("Content-Encoding", "gzip");
      asset = packed;
    }
  }
  out.headers.emplace_back("ETag", asset->etag);
  // "no-cache" lets a browser keep the file and ask each time whether it is still the one.
  out.headers.emplace_back("Cache-Control", asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == asset->etag) {
    out.status = 304;
    return out;
  }
  out.content_type = content_type;
  out.borrowed_body = asset->bytes;
  return out;
}

}  // namespace ow::server
