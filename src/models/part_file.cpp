#include "models/part_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/credentials.h"
#include "base/disk_full.h"
#include "models/files.h"

namespace ow::models {
namespace {

constexpr std::uint64_t kNotesBytesMax = 64 << 10;

std::filesystem::path beside(const std::filesystem::path& target, const char* extension) {
  return target.string() + extension;
}

/// Notes that are not there or damaged are those of nothing.
PartOrigin read_notes(const std::filesystem::path& file) {
  const auto text = read_file(file, kNotesBytesMax);
  if (!text) return {};
  const auto notes = nlohmann::json::parse(*text, nullptr, false);
  if (!notes.is_object() || !notes.contains("total") || !notes["total"].is_number_unsigned()) return {};
  if (!notes.contains("url") || !notes["url"].is_string()) return {};
  if (!notes.contains("validator") || !notes["validator"].is_string()) return {};
  return {notes["url"], notes["validator"], notes["total"]};
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

PartFile::PartFile(std::filesystem::path target)
    : target_(std::move(target)), path_(beside(target_, ".part")), notes_(beside(target_, ".part.json")) {}

PartFile::~PartFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::unexpected<Error> PartFile::cannot_write(int number) const {
  if (is_disk_full(number)) {
    const std::string kept =
        resumable() ? fmt::format("; {:.1f} MB are there and are kept", static_cast<double>(bytes_) / 1e6) : "";
    return fail(ErrorCode::kResourceExhausted, "no room on the disk of {} ({}){}: free some space and call it again",
                target_.parent_path().string(), std::strerror(number), kept);
  }
  return fail(ErrorCode::kPermissionDenied, "cannot write {}: {}", path_.string(), std::strerror(number));
}

Status PartFile::open(const std::string& url) {
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_APPEND, 0644);
  if (descriptor_ < 0) return cannot_write(errno);
  origin_ = read_notes(notes_);
  if (origin_.url != mask_address(url) || origin_.validator.empty()) return restart({url, {}, 0});
  const auto known = net::sha256_of_file(path_, [this](std::string_view bytes) {
    sum_.add(bytes);
    bytes_ += bytes.size();
  });
  if (!known || (origin_.total > 0 && bytes_ > origin_.total)) return restart({url, {}, 0});
  return {};
}

Status PartFile::restart(const PartOrigin& origin) {
  if (::ftruncate(descriptor_, 0) != 0) return cannot_write(errno);
  sum_.finish();
  bytes_ = 0;
  origin_ = origin;
  if (origin.validator.empty()) {
    ::unlink(notes_.c_str());
    return {};
  }
  const nlohmann::json notes = {
      {"url", mask_address(origin.url)}, {"validator", origin.validator}, {"total", origin.total}};
  return write_file_atomically(notes_, notes.dump());
}

Status PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return cannot_write(written == 0 ? ENOSPC : errno);
    const auto count = static_cast<std::size_t>(written);
    sum_.add(bytes.substr(0, count));
    bytes_ += count;
    bytes.remove_prefix(count);
  }
  return {};
}

Result<std::string> PartFile::seal() {
  if (::fsync(descriptor_) != 0) return cannot_write(errno);
  return sum_.finish();
}

Status PartFile::finish() {
  if (::rename(path_.c_str(), target_.c_str()) != 0) return cannot_write(errno);
  ::unlink(notes_.c_str());
  sync_folder(target_.parent_path());
  return {};
}

void PartFile::discard() {
  ::unlink(path_.c_str());
  ::unlink(notes_.c_str());
}

}  // namespace ow::models
