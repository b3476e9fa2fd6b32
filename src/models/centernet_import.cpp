// The preset that makes the default model.
#include <nlohmann/json.hpp>

#include "models/tfjs_import.h"
#include "vision/head.h"

namespace ow::models {

Result<TfjsImportReport> import_centernet_mb3(const std::filesystem::path& model_json,
                                              const std::filesystem::path& output) {
  TfjsImportOptions options{model_json, output, {"tower_0/keypoints", "tower_0/wh"}, {}};
  // The class order of the npm package (src/object/labels.ts) is COCO's usual one.
  options.metadata = {
      {"overwatch.head", "centernet"},
      {"names", nlohmann::json(*vision::coco_labels()).dump()},
      {"task", "detect"},
      {"stride", "4"},
      {"license", "MIT"},
      {"source",
       "https://github.com/610265158/mobilenetv3_centernet, as models/centernet.json of the npm package "
       "@vladmandic/human"},
  };
  return import_tfjs(options);
}

}  // namespace ow::models
