#include "models/pull.h"

#include <algorithm>
#include <set>

#include "base/credentials.h"
#include "base/text.h"
#include "models/sums.h"
#include "net/sha256.h"
#include "net/url.h"

namespace ow::models {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameBytesMax = 64;
constexpr std::string_view kFamilyPrefix = "all-of-";

/// A name becomes a file's name: letters, digits, '.', '_' and '-', none of the dots in front.
bool is_name(std::string_view name) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= kNameBytesMax && name.front() != '.' && name.front() != '-' &&
         std::ranges::all_of(name, fits);
}

std::vector<std::string> catalogue_names() {
  std::vector<std::string> names;
  for (const CatalogueEntry& entry : catalogue()) names.emplace_back(entry.name);
  return names;
}

/// "RT-DETR" as one types it.
std::string family_word(std::string_view family) {
  std::string word = to_lower(family);
  std::erase(word, '-');
  return word;
}

Result<std::string> address(const PullRequest& request, const CatalogueEntry* entry) {
  std::string out = request.from;
  if (out.empty() && entry == nullptr) {
    return fail(ErrorCode::kNotFound,
                "the catalogue has no model '{}'{}; name its address with --from, or look at: overwatch models list",
                request.name, did_you_mean(request.name, catalogue_names()));
  }
  if (out.empty() && !request.mirror.empty()) {
    out = request.mirror + (request.mirror.ends_with('/') ? "" : "/") + request.name + ".onnx";
  }
  if (out.empty()) out = entry->url;
  if (out.empty()) {
    return fail(ErrorCode::kUnsupported, "nobody offers {} as an ONNX file to download; get it with: {}", request.name,
                entry->how_to_get);
  }
  if (auto url = net::parse_url(out); !url)
    return fail_at(request.from.empty() ? "OVERWATCH_MODELS_MIRROR" : "--from", url.error().code, "{}",
                   url.error().message);
  return out;
}

/// Fills the sum and where it is from.
Status choose_sum(const PullRequest& request, const CatalogueEntry* entry, PullPlan& plan) {
  if (!request.sha256.empty()) {
    if (!net::is_sha256(request.sha256))
      return fail_at("sha256", ErrorCode::kInvalidArgument, "'{}' is no SHA-256 (64 hexadecimal digits)",
                     request.sha256);
    plan.sha256 = to_lower(request.sha256);
    plan.sum_source = "given";
    return {};
  }
  // An address of somebody's own may well hold another file than the official one.
  if (entry != nullptr && !entry->sha256.empty() && request.from.empty()) {
    plan.sha256 = entry->sha256;
    plan.sum_source = "catalogue";
    return {};
  }
  OW_TRY(const auto sums, read_sums(request.folder));
  if (const auto found = sums.find(plan.name); found != sums.end()) {
    plan.sha256 = found->second.sha256;
    plan.sum_source = "models.lock.json";
    return {};
  }
  if (request.unknown_sum == UnknownSum::kTrustedFirstUse) return {};
  return fail(
      ErrorCode::kFailedPrecondition,
      "the SHA-256 of {} from {} is not known here: give it (--sha256 SUM), or take what comes and record its sum "
      "(--trust-first-use)",
      plan.name, mask_credentials(plan.url));
}

Result<PullReport> check_installed(const PullPlan& plan) {
  PullReport report{.download = {}, .description = {}, .was_installed = true};
  OW_TRY(report.download.sha256, net::sha256_of_file(plan.file));
  if (!plan.sha256.empty() && report.download.sha256 != plan.sha256) {
    return fail(
        ErrorCode::kAlreadyExists,
        "{} is there already and is another file (SHA-256 {}, not {}); remove it first: overwatch models remove {}",
        plan.file.string(), report.download.sha256, plan.sha256, plan.name);
  }
  OW_TRY(report.description, describe_model(plan.file));
  return report;
}

}  // namespace

Result<PullPlan> plan_pull(const PullRequest& request) {
  if (!is_name(request.name)) {
    return fail(ErrorCode::kInvalidArgument, "'{}' is no model name (letters, digits, '.', '_', '-')", request.name);
  }
  const CatalogueEntry* entry = find_in_catalogue(request.name);
  PullPlan plan;
  plan.name = request.name;
  plan.file = request.folder / (request.name + ".onnx");
  OW_TRY(plan.url, address(request, entry));
  OW_CHECK(choose_sum(request, entry, plan));
  if (entry != nullptr) {
    plan.licence = entry->licence;
    plan.bytes = entry->file_bytes;
  }
  plan.must_agree = plan.licence.starts_with("AGPL");
  std::error_code error;
  plan.installed = fs::exists(plan.file, error);
  return plan;
}

Result<PullReport> pull(const PullPlan& plan, const net::HttpOptions& http,
                        std::function<void(const DownloadProgress&)> on_progress, std::stop_token stop) {
  const fs::path folder = plan.file.parent_path();
  std::error_code error;
  fs::create_directories(folder, error);
  if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
    if (!error) error = std::make_error_code(std::errc::not_a_directory);
    return fail(ErrorCode::kPermissionDenied, "cannot make the folder {}: {}", folder.string(), error.message());
  }
  if (fs::exists(plan.file, error)) return check_installed(plan);
  PullReport report;
  DownloadOptions options{.url = plan.url, .file = plan.file, .sha256 = plan.sha256, .http = http};
  options.on_progress = std::move(on_progress);
  options.check = [&](const fs::path& file) -> Status {
    auto description = describe_model(file);
    if (!description) {
      return fail(ErrorCode::kDataLoss, "what {} sent is no model that Overwatch understands: {}",
                  mask_credentials(plan.url), description.error().message);
    }
    report.description = std::move(*description);
    return {};
  };
  OW_TRY(report.download, download(options, std::move(stop)));
  OW_CHECK(record_sum(folder, plan.name,
                      {report.download.sha256, report.download.bytes, mask_credentials(plan.url), utc_now()}));
  return report;
}

Result<std::vector<std::string>> expand_names(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  const auto add = [&out](std::string_view name) {
    if (std::ranges::find(out, name) == out.end()) out.emplace_back(name);
  };
  for (const std::string& name : names) {
    if (!name.starts_with(kFamilyPrefix)) {
      add(name.ends_with(".onnx") ? name.substr(0, name.size() - 5) : name);
      continue;
    }
    const std::string wanted = family_word(std::string_view(name).substr(kFamilyPrefix.size()));
    std::set<std::string> families;
    bool found = false;
    for (const CatalogueEntry& entry : catalogue()) {
      if (entry.url.empty()) continue;
      families.insert(std::string(kFamilyPrefix) + family_word(entry.family));
      if (family_word(entry.family) != wanted) continue;
      found = true;
      add(entry.name);
    }
    if (found) continue;
    return fail(ErrorCode::kNotFound, "there is nothing to pull under '{}'; there are {}", name,
                join(std::vector<std::string>(families.begin(), families.end())));
  }
  return out;
}

Result<std::vector<VerifiedModel>> verify_models(const fs::path& folder) {
  OW_TRY(const auto sums, read_sums(folder));
  std::vector<VerifiedModel> out;
  for (const InstalledModel& model : Library({folder}).installed()) {
    VerifiedModel verified{model.name, model.path, {}, {}};
    OW_TRY(verified.sha256, net::sha256_of_file(model.path));
    // What was pulled from elsewhere on purpose has its own record; that one counts.
    if (const auto found = sums.find(model.name); found != sums.end()) verified.expected = found->second.sha256;
    out.push_back(std::move(verified));
  }
  return out;
}

}  // namespace ow::models
