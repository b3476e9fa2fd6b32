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
  std::string author = {};  ///< who stored it; empty where nobody is asked for a log-in
};

/// A workflow in the trash.
struct RemovedWorkflow {
  std::string id, name;
  std::int64_t version = 0;  ///< the newest that it had
  std::string removed_at;
};

/// What somebody edits and has not stored: any JSON object, whether or not it would run.
struct Draft {
  std::string keeper;  ///< the browser or program that keeps it, [A-Za-z0-9_-]{0,64}: nobody else writes over it
  std::string author;  ///< who was logged in there; empty where nobody is asked for a log-in
  std::string document;
  std::int64_t base_version = 0;  ///< the version that is being edited
  std::string updated_at = {};
};

/// SQLite in WAL mode; every change is one transaction; survives kill -9. Thread-safe (one connection under a mutex;
/// calls take milliseconds and are never made on the frame path). The schema is migrated at open; a database of a newer
/// program is refused with a clear word; a damaged file is moved aside (name + ".damaged-<time>") and a new one made,
/// loudly. Bounds: documents of 1 MiB, names of 256 bytes, 10,000 workflows. A full disk is kResourceExhausted and
/// changes nothing.
class WorkflowStore {
 public:
  /// The file is made with mode 0600 (it may hold camera passwords), its folder with 0700. It grows to `bytes_max` at
  /// most, so that it leaves the disk to the recordings.
  static Result<std::unique_ptr<WorkflowStore>> open(const std::filesystem::path& file,
                                                     std::uint64_t bytes_max = 2ULL << 30);
  virtual ~WorkflowStore() = default;
  /// kUnavailable, with what to do, while the file is moved away or deleted; every change is refused with that meanwhile.
  virtual Status check_in_place() = 0;
  [[nodiscard]] virtual const std::filesystem::path& file() const = 0;
  virtual Result<std::vector<StoredWorkflow>> list() = 0;
  virtual Result<StoredWorkflow> get(const std::string& id) = 0;
  /// kAlreadyExists when the id is taken.
  /// A removed id may be used again; its versions then begin at 1.
  virtual Result<StoredWorkflow> create(const std::string& id, const std::string& name, const std::string& document,
                                        const std::string& author = {}) = 0;
  /// `expected_version`: kFailedPrecondition when somebody else wrote in between. The same document makes no new
  /// version.
  virtual Result<StoredWorkflow> update(const std::string& id, const std::string& name, const std::string& document,
                                        std::optional<std::int64_t> expected_version,
                                        const std::string& author = {}) = 0;
  /// Into the trash with all its versions and drafts. The last 50 are kept for 30 days.
  virtual Status remove(const std::string& id) = 0;
  /// What is in the trash, the last removed first.
  virtual Result<std::vector<RemovedWorkflow>> removed() = 0;
  /// Takes the last removed workflow of this id back with its versions and drafts. kAlreadyExists when the id is in use again.
  virtual Result<StoredWorkflow> restore_removed(const std::string& id) = 0;
  /// Empties the trash.
  virtual Status forget_removed() = 0;
  virtual Status set_wanted_running(const std::string& id, bool wanted, const std::string& start_options = {}) = 0;
  /// Newest first; at most 100 versions are kept per workflow.
  virtual Result<std::vector<WorkflowVersion>> versions(const std::string& id) = 0;
  virtual Result<WorkflowVersion> version(const std::string& id, std::int64_t number) = 0;

  /// The drafts of a workflow without their documents, newest first.
  virtual Result<std::vector<Draft>> drafts(const std::string& id) = 0;
  /// That of a keeper; kNotFound when it keeps none.
  virtual Result<Draft> draft(const std::string& id, const std::string& keeper) = 0;
  /// Replaces that of its keeper, 1 MiB at most; of more than 16 keepers the one that wrote longest ago loses its draft.
  /// What was kept, with its time; the same once more keeps its time.
  virtual Result<Draft> set_draft(const std::string& id, Draft draft) = 0;
  virtual Status remove_draft(const std::string& id, const std::string& keeper) = 0;
};

}  // namespace ow::store
