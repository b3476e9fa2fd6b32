// Workflows on disk, with versions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace ow::store {

struct StoredWorkflow {
  std::string id;  ///< [a-z0-9-]{1,64}
  std::string name;
  std::string document;      ///< canonical JSON of the workflow file, credentials as the user wrote them
  std::int64_t version = 1;  ///< 1, 2, 3 … per id
  std::string created_at;    ///< RFC 3339 UTC, of the first version
  std::string updated_at;
  bool wanted_running =
      false;  ///< started by a person and not stopped since: the engine starts it again after a restart
  std::string start_options = {};  ///< what it was started with, as the engine wrote it; empty for nothing special
};

struct WorkflowVersion {
  std::int64_t version = 0;
  std::string document;
  std::string created_at;
};

/// SQLite in WAL mode; every change is one transaction; survives kill -9. Thread-safe (one connection under a mutex;
/// calls take milliseconds and are never made on the frame path). The schema is migrated at open; a database of a newer
/// program is refused with a clear word; a damaged file is moved aside (name + ".damaged-<time>") and a new one made
/// with what could be read of it, loudly. Bounds: documents of 1 MiB, names of 256 bytes, 10,000 workflows. A full disk is kStorageFull and
/// changes nothing; a lock that another program holds for 5 s is kUnavailable, and reading goes on meanwhile.
class WorkflowStore {
 public:
  /// The file is made with mode 0600 (it may hold camera passwords), its folder with 0700. It grows to `bytes_max` at
  /// most, so that it leaves the disk to the recordings.
  static Result<std::unique_ptr<WorkflowStore>> open(const std::filesystem::path& file,
                                                     std::uint64_t bytes_max = 2ULL << 30);
  virtual ~WorkflowStore() = default;
  virtual Result<std::vector<StoredWorkflow>> list() = 0;
  virtual Result<StoredWorkflow> get(const std::string& id) = 0;
  /// kAlreadyExists when the id is taken.
  /// A removed id may be used again; its versions then begin at 1.
  virtual Result<StoredWorkflow> create(const std::string& id, const std::string& name,
                                        const std::string& document) = 0;
  /// `expected_version`: kFailedPrecondition when somebody else wrote in between. The same document makes no new
  /// version.
  virtual Result<StoredWorkflow> update(const std::string& id, const std::string& name, const std::string& document,
                                        std::optional<std::int64_t> expected_version) = 0;
  virtual Status remove(const std::string& id) = 0;
  virtual Status set_wanted_running(const std::string& id, bool wanted, const std::string& start_options = {}) = 0;
  /// Can it be written to? Changes nothing and does not wait: kUnavailable at once when it is locked.
  virtual Status probe() = 0;
  /// What a person must know about the file since it was opened (damage); empty when all is well.
  [[nodiscard]] virtual std::string notice() const = 0;
  /// Newest first; at most 100 versions are kept per workflow.
  virtual Result<std::vector<WorkflowVersion>> versions(const std::string& id) = 0;
};

}  // namespace ow::store
