// /api/media: the files that sources are chosen from; browsing, uploading in parts, removing.
#include <fmt/chrono.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <thread>

#include "base/guard.h"
#include "base/log.h"
#include "base/thread.h"
#include "server/json_body.h"
#include "server/media_uploads.h"
#include "server/problem.h"
#include "server/resources/resources.h"
#include "server/upload_leftovers.h"
#include "server/whole_number.h"

namespace ow::server {
namespace {

using Json = nlohmann::ordered_json;

/// Below the server's limit on bodies, with room to spare.
constexpr std::uint64_t kPartBytes = 1 << 20;

struct Media {
  Media(std::vector<std::filesystem::path> roots, const Clock& clock)
      : folder(std::move(roots)), uploads(folder, clock) {
    if (!folder.roots().empty()) {
      sweep = std::jthread([root = folder.roots().front()](const std::stop_token& stop) { sweep_uploads(root, stop); });
    }
  }

  static void sweep_uploads(const std::filesystem::path& root, const std::stop_token& stop) {
    set_thread_name("ow-uploads");
    const auto removed = guarded([&]() -> Result<std::size_t> { return remove_upload_leftovers(root, stop); });
    if (!removed) {
      log::warn("unfinished uploads of an earlier server were not looked for: {}", removed.error().message);
    } else if (*removed > 0) {
      log::info("removed {} unfinished uploads of an earlier server from {}", *removed, root.string());
    }
  }

  MediaFolder folder;
  MediaUploads uploads;
  std::jthread sweep;  // a large folder takes its time, and the server does not wait for it
};

std::string value_of(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

Result<std::uint64_t> number_of(const Request& request, std::string_view name) {
  const std::string text = value_of(request, name);
  if (text.empty()) return 0;
  if (const auto number = whole_number(text)) return static_cast<std::uint64_t>(*number);
  return fail_at(std::string(name), ErrorCode::kInvalidArgument, "must be a whole number");
}

Json entry_json(const MediaEntry& entry) {
  const std::chrono::sys_seconds modified{std::chrono::seconds(entry.modified_unix_s)};
  const bool folder = entry.kind == MediaKind::kFolder;
  return {{"name", entry.name},
          {"kind", to_string(entry.kind)},
          {"bytes", folder ? Json() : Json(entry.bytes)},
          {"modified_at", fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", fmt::gmtime(modified))},
          {"source", folder ? Json() : Json(entry.source)}};
}

Result<Response> list(Media& media, const Request& request) {
  OW_TRY(const std::uint64_t root, number_of(request, "root"));
  const std::string path = value_of(request, "path");
  OW_TRY(const MediaListing listing, media.folder.list(root, path));
  Json out{{"roots", Json::array()}, {"root", root}, {"path", path}, {"complete", listing.complete}};
  for (const auto& each : media.folder.roots()) out["roots"].push_back(each.string());
  Json& entries = out["entries"] = Json::array();
  for (const MediaEntry& entry : listing.entries) entries.push_back(entry_json(entry));
  return json_response(out);
}

Result<Response> no_content(Status status) {
  OW_CHECK(std::move(status));
  Response response;
  response.status = 204;
  return response;
}

Result<Response> upload_response(int status, const Result<UploadState>& state) {
  OW_CHECK(state);
  return json_response(status, {{"id", state->id},
                                {"path", state->path},
                                {"bytes", state->bytes},
                                {"received", state->received},
                                {"part_bytes_max", kPartBytes}});
}

Result<Response> begin(Media& media, const Request& request) {
  OW_TRY(const Json body, parse_json(request.body));
  const bool whole = body.is_object() && body.size() == 2 && body.contains("path") && body.contains("bytes");
  const auto bytes = whole ? whole_json_number(body.at("bytes")) : std::nullopt;
  if (!bytes || !body.at("path").is_string()) {
    return fail(ErrorCode::kInvalidArgument, "an upload begins with {{\"path\": \"door.mp4\", \"bytes\": 1234}}");
  }
  return upload_response(201,
                         media.uploads.begin(body.at("path").get<std::string>(), static_cast<std::uint64_t>(*bytes)));
}

Result<Response> append(Media& media, const Request& request) {
  OW_TRY(const std::uint64_t offset, number_of(request, "offset"));
  return upload_response(200, media.uploads.append(request.parameter("upload"), offset, request.body));
}

}  // namespace

void add_media_routes(Router& router, const Services& services) {
  const auto media = std::make_shared<Media>(services.media_roots, services.clock);
  const auto add = [&](Method method, const std::string& path, auto handler) {
    router.add(method, path, Blocking{[media, handler](const Request& request) -> Result<Response> {
                 if (media->folder.roots().empty())
                   return fail(ErrorCode::kNotFound, "this server has no media folder");
                 return handler(*media, request);
               }});
  };
  const std::string uploads = "/api/media/uploads";
  add(Method::kGet, "/api/media", list);
  add(Method::kDelete, "/api/media",
      [](Media& m, const Request& r) { return no_content(m.folder.remove(value_of(r, "path"))); });
  add(Method::kPost, uploads, begin);
  add(Method::kGet, uploads + "/{upload}",
      [](Media& m, const Request& r) { return upload_response(200, m.uploads.state(r.parameter("upload"))); });
  add(Method::kPut, uploads + "/{upload}", append);
  add(Method::kPost, uploads + "/{upload}/finish",
      [](Media& m, const Request& r) { return upload_response(200, m.uploads.finish(r.parameter("upload"))); });
  add(Method::kDelete, uploads + "/{upload}",
      [](Media& m, const Request& r) { return no_content(m.uploads.cancel(r.parameter("upload"))); });
}

}  // namespace ow::server
