#include "models/download.h"

#include <algorithm>
#include <charconv>

#include "base/clock.h"
#include "base/credentials.h"
#include "base/wait.h"
#include "models/file_lock.h"
#include "models/part_file.h"

namespace ow::models {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRoomLeft = 16 << 20;  ///< bytes that a download leaves free on the disk
constexpr std::chrono::milliseconds kDelayMax{8'000};

std::uint64_t free_bytes_of(const fs::path& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  return error ? UINT64_MAX : space.available;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "bytes 100-299/300": where it begins and how long the whole is.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t total = 0;
};

Range parse_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (!text.starts_with("bytes ") || slash == std::string_view::npos) return {UINT64_MAX, 0};
  return {number(text.substr(6)), number(text.substr(slash + 1))};
}

/// What If-Range accepts: a strong ETag, else the date of the last change.
std::string validator_of(const net::HttpHead& head) {
  const std::string_view etag = head.header("etag");
  if (!etag.empty() && !etag.starts_with("W/")) return std::string(etag);
  return std::string(head.header("last-modified"));
}

/// Is a part of another file than that with `validator`? Nothing is said by what the server does not tell, or told otherwise
/// before.
bool is_of_another_file(const net::HttpHead& head, std::string_view validator) {
  const std::string_view now = head.header(validator.starts_with('"') ? "etag" : "last-modified");
  return !validator.empty() && !now.empty() && !now.starts_with("W/") && now != validator;
}

bool worth_a_retry(ErrorCode code) { return code == ErrorCode::kUnavailable || code == ErrorCode::kDeadlineExceeded; }

double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

class Download {
 public:
  Download(const DownloadOptions& options, std::stop_token stop)
      : options_(options), stop_(std::move(stop)), part_(options.file), client_(without_bound(options)) {}

  Result<DownloadReport> run() {
    OW_CHECK(part_.open(options_.url));
    Status status = fetch_checked();
    if (status) return report_;
    if (!part_.resumable()) part_.discard();
    return std::unexpected(std::move(status).error());
  }

 private:
  Status fetch_checked() {
    report_.resumed_from = part_.bytes();
    OW_CHECK(fetch());
    OW_TRY(report_.sha256, part_.seal());
    if (!right_sum() && report_.resumed_from > 0) {  // the part may have been damaged: once more from its beginning
      report_.resumed_from = 0;
      OW_CHECK(part_.restart({options_.url, {}, 0}));
      OW_CHECK(fetch());
      OW_TRY(report_.sha256, part_.seal());
    }
    if (!right_sum()) return wrong_sum();
    if (options_.check) {
      if (auto status = options_.check(part_.path()); !status) {
        part_.discard();
        return std::unexpected(std::move(status).error());
      }
    }
    report_.bytes = part_.bytes();
    return part_.finish();
  }

  /// The bound is on the whole file, of which an answer may be a part: add() keeps it.
  static net::HttpOptions without_bound(const DownloadOptions& options) {
    net::HttpOptions http = options.http;
    http.body_bytes_max = UINT64_MAX;
    return http;
  }

  std::unexpected<Error> too_large() {
    part_.discard();
    return fail(ErrorCode::kResourceExhausted,
                "{} sends more than the {:.1f} MB that a model may have; nothing of it was kept",
                mask_credentials(options_.url), megabytes(options_.bytes_max));
  }

  [[nodiscard]] bool right_sum() const { return options_.sha256.empty() || report_.sha256 == options_.sha256; }

  std::unexpected<Error> wrong_sum() {
    part_.discard();
    return fail(ErrorCode::kDataLoss,
                "the file from {} has the SHA-256 {}, but {} is expected: it is damaged or another file; nothing was "
                "installed",
                mask_credentials(options_.url), report_.sha256, options_.sha256);
  }

  /// Attempts until everything is there.
  Status fetch() {
    std::chrono::milliseconds delay = options_.first_delay;
    for (int failures = 0;;) {
      const std::uint64_t before = part_.bytes();
      Status status = attempt();
      if (status || !worth_a_retry(status.error().code)) return status;
      if (part_.bytes() > before) {
        failures = 0;
        delay = options_.first_delay;
      }
      if (++failures >= options_.attempts_max) {
        status.error().message += fmt::format(" ({} attempts)", failures);
        return status;
      }
      if (!wait_until(stop_, SteadyClock().now() + delay)) return fail(ErrorCode::kCancelled, "stopped");
      delay = std::min(delay * 2, kDelayMax);
    }
  }

  Status attempt() {
    const std::uint64_t total = part_.origin().total;
    if (total > 0 && part_.bytes() == total) return {};
    net::HttpRequest request{.url = options_.url};
    if (part_.bytes() > 0 && !part_.origin().validator.empty()) {
      request.headers = {{"Range", fmt::format("bytes={}-", part_.bytes())}, {"If-Range", part_.origin().validator}};
    }
    const net::HttpReceiver receiver{.on_head = [this](const net::HttpHead& head) { return begin(head); },
                                     .on_body = [this](std::string_view bytes) { return add(bytes); }};
    OW_CHECK(client_.stream(request, receiver, stop_));
    return {};
  }

  Status begin(const net::HttpHead& head) {
    // There is less than we have: not the same file any more.
    if (head.status == 416) return start_again(head, "has another file now");
    if (head.status != 200 && head.status != 206) return std::unexpected(refused(head));
    PartOrigin origin{options_.url, validator_of(head), number(head.header("content-length"))};
    if (head.status == 206) {
      const Range range = parse_range(head.header("content-range"));
      if (range.begin != part_.bytes()) return start_again(head, "sends another part than asked");
      const std::uint64_t known = part_.origin().total;
      const bool other_size = known > 0 && range.total > 0 && range.total != known;  // 0: "bytes 100-299/*"
      if (other_size || is_of_another_file(head, part_.origin().validator))
        return start_again(head, "goes on with another file");
      origin.total = std::max(range.total, known);
    }
    if (origin.total > options_.bytes_max) return too_large();
    OW_CHECK(check_room(origin.total));
    if (head.status == 206) return {};
    report_.resumed_from = 0;
    return part_.restart(origin);
  }

  /// Nothing of what is there can be gone on with; a server that never gets it right is given up.
  Status start_again(const net::HttpHead& head, std::string_view why) {
    constexpr int kTimesMax = 3;
    OW_CHECK(part_.restart({options_.url, {}, 0}));
    const ErrorCode code = ++begun_again_ < kTimesMax ? ErrorCode::kUnavailable : ErrorCode::kDataLoss;
    return fail(code, "{} {}", head.url, why);
  }

  static Error refused(const net::HttpHead& head) {
    if (head.status >= 400) return net::status_error(head);
    return {ErrorCode::kFailedPrecondition, fmt::format("{} answers {} and no file", head.url, head.status), {}};
  }

  Status add(std::string_view bytes) {
    if (part_.bytes() + bytes.size() > options_.bytes_max) return too_large();
    OW_CHECK(part_.append(bytes));
    if (options_.on_progress) options_.on_progress({part_.bytes(), part_.origin().total});
    return {};
  }

  [[nodiscard]] Status check_room(std::uint64_t total) const {
    const fs::path folder = options_.file.parent_path().empty() ? fs::path(".") : options_.file.parent_path();
    const std::uint64_t wanted = total - std::min(total, part_.bytes());
    const std::uint64_t there = options_.free_bytes ? options_.free_bytes(folder) : free_bytes_of(folder);
    if (there >= wanted + kRoomLeft) return {};
    return fail(ErrorCode::kResourceExhausted, "{} has {:.1f} MB free, but {:.1f} MB are needed (16 MB stay free)",
                folder.string(), megabytes(there), megabytes(wanted + kRoomLeft));
  }

  const DownloadOptions& options_;
  std::stop_token stop_;
  PartFile part_;
  net::HttpClient client_;
  DownloadReport report_;
  int begun_again_ = 0;  ///< by the server's fault
};

}  // namespace

Result<DownloadReport> download(const DownloadOptions& options, std::stop_token stop) {
  auto lock = FileLock::take(options.file.string() + ".lock");
  if (!lock) {
    if (lock.error().code != ErrorCode::kFailedPrecondition) return std::unexpected(lock.error());
    return fail(ErrorCode::kFailedPrecondition, "another download of {} is going on", options.file.filename().string());
  }
  return Download(options, std::move(stop)).run();
}

}  // namespace ow::models
