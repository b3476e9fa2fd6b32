// The files of the web page.
#include "server/problem.h"
#include "server/resources/resources.h"

namespace ow::server {

Response asset_response(const AssetSource* assets, const Request& request) {
  const Asset* asset = assets == nullptr ? nullptr : assets->find(request.path);
  if (asset == nullptr) return problem(Error{ErrorCode::kNotFound, "there is nothing at " + request.path, {}});
  Response out;
  out.headers.emplace_back("ETag", asset->etag);
  // "no-cache" lets a browser keep the file and ask each time whether it is still the one.
  out.headers.emplace_back("Cache-Control", asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == asset->etag) {
    out.status = 304;
    return out;
  }
  out.content_type = asset->content_type;
  out.borrowed_body = asset->bytes;
  return out;
}

}  // namespace ow::server
