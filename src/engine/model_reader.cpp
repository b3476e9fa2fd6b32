#include "engine/model_reader.h"

#include <algorithm>

#include "infer/service.h"
#include "vision/head.h"

namespace ow::engine {
namespace {

constexpr std::size_t kKnownMax = 64;

std::vector<std::string> described(const std::vector<TensorSpec>& specs) {
  std::vector<std::string> out;
  for (const TensorSpec& spec : specs) {
    out.push_back(spec.name + " " + shape_text(spec.shape) + " " + spec.element_type);
  }
  return out;
}

Result<ModelFacts> load(Runtime& runtime, const std::filesystem::path& file) {
  infer::ModelRequest request{.file = file};
  request.device = runtime.default_device();
  OW_TRY(const auto stream, runtime.inference().open(request));
  const ModelSignature& signature = stream->signature();
  ModelFacts facts{.name = file.stem().string(), .path = file.string()};
  facts.inputs = described(signature.inputs);
  facts.outputs = described(signature.outputs);
  if (const auto head = vision::recognise_head(signature)) {
    facts.head = (*head)->name();
    facts.input = (*head)->input().size;
    if ((*head)->labels()) facts.labels = *(*head)->labels();
  } else {
    facts.problem = head.error().message;
  }
  const auto entry = std::ranges::find(models::catalogue(), facts.name, &models::CatalogueEntry::name);
  if (entry != models::catalogue().end()) facts.entry = *entry;
  return facts;
}

}  // namespace

Result<ModelFacts> ModelReader::read(const std::string& name) {
  OW_TRY(const std::filesystem::path file, runtime_.library().resolve(name));
  std::error_code error;
  const auto changed = std::filesystem::last_write_time(file, error);
  const std::uint64_t bytes = error ? 0 : std::filesystem::file_size(file, error);
  std::lock_guard lock(mutex_);
  const auto known = known_.find(file);
  if (known != known_.end() && known->second.changed == changed && known->second.facts.file_bytes == bytes) {
    return known->second.facts;
  }
  OW_TRY(ModelFacts facts, load(runtime_, file));
  facts.file_bytes = bytes;
  if (known_.size() >= kKnownMax) known_.clear();
  known_.insert_or_assign(file, Known{changed, facts});
  return facts;
}

}  // namespace ow::engine
