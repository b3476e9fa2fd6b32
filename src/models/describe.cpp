#include "models/describe.h"

#include "infer/session.h"
#include "vision/head.h"

namespace ow::models {

Result<ModelDescription> describe_model(const std::filesystem::path& file) {
  OW_TRY(auto signature, infer::read_signature(file));
  OW_TRY(const auto head, vision::recognise_head(signature));
  const auto& size = head->input().size;
  return ModelDescription{std::move(signature), std::string(head->name()), size.width, size.height,
                          head->labels()->size()};
}

std::string description_text(const ModelDescription& description) {
  return fmt::format("{} head, input {}x{}, {} classes", description.head, description.input_width,
                     description.input_height, description.classes);
}

}  // namespace ow::models
