// Access: what workflows may touch of the machine. The one place of the rule; nodes, media and models ask it.
//
// The command line does what its user may do. A workflow that came by the API is confined: it reads files below the media
// roots only and writes below the output root only, expands only variables meant for it, and does not reach the
// machine's own services that trust whoever can reach them.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "base/error.h"

namespace ow {

/// Variables that a confined workflow may use in a source.
inline constexpr std::string_view kSecretPrefix = "OVERWATCH_SECRET_";

enum class Confinement { kNone, kRoots };

struct AccessOptions {
  Confinement confinement = Confinement::kNone;
  /// Read below these. Relative sources are looked for here in order (unconfined: after the current folder).
  std::vector<std::filesystem::path> media_roots = {};
  std::filesystem::path output_root = {};  ///< written below; relative outputs lie here
  std::vector<std::string> variables = {};  ///< that may be expanded beside OVERWATCH_SECRET_*
};

/// What becomes of a file that is there already.
enum class Existing {
  kKeep,  ///< writing goes on at its end, and what is there may be read
  kOverwrite,  ///< it is to be emptied, which is for those to do who open it: once nobody else writes to it
};

/// Thread-safe. Files are judged when they are opened, by what was opened: a link that changes meanwhile changes nothing.
class Access final {
 public:
  explicit Access(AccessOptions options);
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;

  [[nodiscard]] bool confined() const { return options_.confinement == Confinement::kRoots; }
  [[nodiscard]] const std::filesystem::path& output_root() const { return options_.output_root; }

  /// Replaces ${NAME}. kPermissionDenied for a variable that is not meant for workflows, whether it is set or not.
  [[nodiscard]] Result<std::string> expand(std::string_view source) const;
  /// Where a source (path, folder, glob, address) leads; paths that the confinement forbids are kPermissionDenied, whether
  /// there is something or not. Addresses come back unchanged.
  [[nodiscard]] Result<std::string> locate(const std::string& source) const;
  /// Where an output path leads. Confined: below the output root, without "..", not standard output.
  [[nodiscard]] Result<std::filesystem::path> locate_output(const std::string& path) const;

  /// A regular file, opened for reading. `name` is for the message.
  [[nodiscard]] Result<Descriptor> open_to_read(const std::string& path, std::string_view name) const;
  /// What locate_output gave, opened for writing; folders are made as needed. What is there stays.
  [[nodiscard]] Result<Descriptor> open_to_write(const std::filesystem::path& path,
                                                 Existing existing = Existing::kOverwrite) const;

  enum class Names {
    kLookUp,  ///< may block
    kPassOver  ///< only what is written as a number is judged
  };
  /// May this address (scheme://[user@]host[:port]…) be connected to? Confined: no addresses of cloud metadata, not the
  /// server itself.
  [[nodiscard]] Status check_address(const std::string& address, std::string_view name,
                                     Names names = Names::kLookUp) const;
  /// The port that the server of this process listens on.
  void set_own_port(std::uint16_t port) { own_port_ = port; }

 private:
  [[nodiscard]] bool below_media(const std::filesystem::path& canonical) const;
  [[nodiscard]] Result<std::string> locate_confined(const std::string& path) const;
  [[nodiscard]] std::unexpected<Error> outside(std::string_view name) const;

  AccessOptions options_;
  std::atomic<std::uint16_t> own_port_{0};
};

/// Is `path` the folder `root` or something in it? Both canonical; by text.
[[nodiscard]] bool is_below(const std::filesystem::path& path, const std::filesystem::path& root);

}  // namespace ow
