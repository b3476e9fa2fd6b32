#include "profile/operations.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/trace.h"

namespace ow::profile {
namespace {

constexpr std::string_view kCustom = "";  // where a node's own stages stand

constexpr std::array<std::string_view, 20> kPath = {
    stage::kVideoDecode,
    stage::kSimilarity,
    stage::kScale,
    stage::kPreprocess,
    stage::kModelInference,
    stage::kPostprocess,
    stage::kFilter,
    kCustom,
    stage::kXrayVisualization,
    stage::kJpegEncoding,
    stage::kFileEncoding,
    stage::kReducedEncoding,
    stage::kSend,
    stage::kQueueWait,
    stage::kInferenceWait,
    stage::kCompletionWait,
    stage::kOrderWait,
    stage::kPaceWait,
    stage::kSendWait,
    stage::kAudit,
};

}  // namespace

std::size_t path_rank(std::string_view operation) {
  const auto found = std::find(kPath.begin(), kPath.end(), operation);
  const auto place = found != kPath.end() ? found : std::find(kPath.begin(), kPath.end(), kCustom);
  return static_cast<std::size_t>(place - kPath.begin());
}

std::string title_of(std::string_view operation) {
  if (operation == stage::kJpegEncoding) return "JPEG encoding";
  if (operation == stage::kXrayVisualization) return "X-RAY visualization";
  std::string title(operation);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

}  // namespace ow::profile
