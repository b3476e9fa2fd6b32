#include "overwatch/config/folders.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#include "base/disk_full.h"

namespace ow::cli {
namespace {

/// The running program; empty where the system does not say.
std::filesystem::path program_file() {
#ifdef __APPLE__
  char name[4096];
  std::uint32_t size = sizeof(name);
  const std::filesystem::path path = _NSGetExecutablePath(name, &size) == 0 ? name : "";
#else
  const std::filesystem::path path = "/proc/self/exe";
#endif
  std::error_code error;
  auto file = std::filesystem::canonical(path, error);
  return error ? std::filesystem::path() : file;
}

enum class LocalFolder { kNone, kOwn, kOfAnother };

/// ./.overwatch. That of somebody else would choose for us who may log in and where recordings go.
LocalFolder local_folder() {
  struct stat named {};
  struct stat meant {};
  if (::lstat(".overwatch", &named) != 0 || ::stat(".overwatch", &meant) != 0 || !S_ISDIR(meant.st_mode))
    return LocalFolder::kNone;
  const bool own = named.st_uid == ::geteuid() && meant.st_uid == ::geteuid();
  return own ? LocalFolder::kOwn : LocalFolder::kOfAnother;
}

/// It may be a share that is away: this ends by itself.
std::unexpected<Error> leads_nowhere(const std::filesystem::path& folder, const std::filesystem::path& link) {
  std::error_code ignored;
  return fail(ErrorCode::kResourceExhausted,
              "{} cannot be used: {} is a link to {}, which is not there; make that folder, or name another one",
              folder.string(), link.string(), std::filesystem::read_symlink(link, ignored).string());
}

}  // namespace

std::optional<std::filesystem::path> xdg_folder(std::string_view variable, std::string_view fallback,
                                                const Environment& environment) {
  if (const auto folder = environment(variable); folder && folder->starts_with('/'))
    return std::filesystem::path(*folder) / "overwatch";
  const auto home = environment("HOME");
  if (!home || !home->starts_with('/')) return std::nullopt;
  return std::filesystem::path(*home) / fallback / "overwatch";
}

std::filesystem::path data_folder(const Settings& settings, const Environment& environment) {
  if (!settings.data_dir.empty()) return settings.data_dir;
  if (const auto state = environment("STATE_DIRECTORY"); state && state->starts_with('/'))
    return state->substr(0, state->find(':'));
  // A checkout keeps its data beside the sources; `make run` makes the folder.
  if (local_folder() == LocalFolder::kOwn) return std::filesystem::absolute(".overwatch");
  if (auto folder = xdg_folder("XDG_DATA_HOME", ".local/share", environment)) return *std::move(folder);
  return std::filesystem::temp_directory_path() / ("overwatch-" + std::to_string(::getuid()));
}

bool passes_over_local_folder(const Settings& settings, const Environment& environment) {
  return settings.data_dir.empty() && !environment("STATE_DIRECTORY") && local_folder() == LocalFolder::kOfAnother;
}

Status check_can_hold(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::path nearest = std::filesystem::absolute(folder, error).lexically_normal();
  while (!std::filesystem::exists(nearest, error) && nearest.has_relative_path()) {
    if (!error && std::filesystem::is_symlink(nearest, error)) return leads_nowhere(folder, nearest);
    nearest = nearest.parent_path();
  }
  if (!std::filesystem::is_directory(nearest, error)) {
    return fail(ErrorCode::kInvalidArgument, "{} cannot be a folder: {} is none", folder.string(), nearest.string());
  }
  std::string trial = (nearest / ".overwatch-XXXXXX").string();
  if (::mkdtemp(trial.data()) != nullptr) {
    ::rmdir(trial.c_str());
    return {};
  }
  const int number = errno;
  const bool rights = number == EACCES || number == EPERM;
  // What ends by itself: a full disk, one that is mounted for reading after an error, a share that is away.
  const bool passing =
      is_disk_full(number) || number == EROFS || number == EIO || number == ESTALE || number == ETIMEDOUT;
  return fail(passing  ? ErrorCode::kResourceExhausted
              : rights ? ErrorCode::kPermissionDenied
                       : ErrorCode::kUnavailable,
              "{} cannot be used: nothing can be made in {} ({}); name a folder that this user may write to",
              folder.string(), nearest.string(), std::strerror(number));
}

std::vector<Error> missing_folders(const std::vector<std::string>& folders) {
  std::vector<Error> out;
  for (const std::string& folder : folders) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) continue;
    if (error == std::errc::permission_denied) {
      out.push_back(
          {ErrorCode::kPermissionDenied,
           fmt::format("whether there is the folder {} was not checked: this user may not look there", folder),
           {}});
    } else {
      out.push_back({ErrorCode::kNotFound, fmt::format("there is no folder {}", folder), {}});
    }
  }
  return out;
}

std::vector<std::filesystem::path> model_folders(const Settings& settings, const std::filesystem::path& data) {
  std::vector<std::filesystem::path> folders(settings.models_dir.begin(), settings.models_dir.end());
  folders.push_back(data / "models");
  if (const auto installed = installed_folder()) folders.push_back(*installed / "models");
  return folders;
}

std::optional<std::filesystem::path> installed_folder() {
  std::error_code error;
  auto folder = program_file().parent_path().parent_path() / "share/overwatch";
  if (!folder.is_absolute() || !std::filesystem::is_directory(folder, error)) return std::nullopt;
  return folder;
}

}  // namespace ow::cli
