// Pulling a model: from a name to a checked file in the models folder.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "models/catalogue.h"
#include "models/describe.h"
#include "models/download.h"

namespace ow::models {

/// What happens with a file whose sum nobody knows.
enum class UnknownSum {
  kRefused,          ///< the pull is not begun
  kTrustedFirstUse,  ///< the sum of what comes is recorded, and holds from then on
};

struct PullRequest {
  std::string name = {};                ///< of the catalogue; any other with `from`
  std::filesystem::path folder = {};    ///< made when it is not there
  std::string from = {};                ///< address of the file; empty: the mirror, else the catalogue's
  std::string mirror = {};              ///< base address: <mirror>/<name>.onnx; empty: none
  std::string sha256 = {};              ///< what the file must have; empty: the catalogue's, else the recorded one
  UnknownSum unknown_sum = UnknownSum::kRefused;
};

/// What a pull will do; nothing has happened yet.
struct PullPlan {
  std::string name = {};
  std::filesystem::path file = {};
  std::string url = {};
  std::string sha256 = {};      ///< empty: recorded at first use
  std::string sum_source = {};  ///< "given", "catalogue", "models.lock.json" or empty
  std::string licence = {};     ///< "AGPL-3.0"; empty: not known
  std::uint64_t bytes = 0; ///< about; 0: not known
  bool must_agree = false; ///< the licence has to be agreed to before
  bool installed = false;  ///< the file is there already
};

/// kNotFound (with the nearest name), kUnsupported (no file to be had: how to get it otherwise), kInvalidArgument,
/// kFailedPrecondition (a sum is needed).
Result<PullPlan> plan_pull(const PullRequest& request);

struct PullReport {
  DownloadReport download = {};       ///< all zero but the sum when it was there already
  ModelDescription description = {};
  bool was_installed = false;
};

/// Does it. A file that is there already is checked against the sum; another file of that name is never replaced
/// (kAlreadyExists). Errors as of download() and describe_model().
Result<PullReport> pull(const PullPlan& plan, const net::HttpOptions& http,
                        std::function<void(const DownloadProgress&)> on_progress, std::stop_token stop);

/// The names that "yolov8n", "all-of-yolox" (a family) stand for. kNotFound with the nearest name.
Result<std::vector<std::string>> expand_names(const std::vector<std::string>& names);

/// How a model folder's files stand to their sums.
struct VerifiedModel {
  std::string name = {};
  std::filesystem::path file = {};
  std::string sha256 = {};
  std::string expected = {};  ///< empty: no sum is known
};
Result<std::vector<VerifiedModel>> verify_models(const std::filesystem::path& folder);

}  // namespace ow::models
