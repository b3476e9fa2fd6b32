#include "models/catalogue.h"

#include <algorithm>
#include <array>

namespace ow::models {
namespace {

constexpr std::string_view kYolov8Page = "https://docs.ultralytics.com/models/yolov8/";
constexpr std::string_view kYolo11Page = "https://docs.ultralytics.com/models/yolo11/";
constexpr std::string_view kYolo26Page = "https://docs.ultralytics.com/models/yolo26/";
constexpr std::string_view kRtDetrPage = "https://docs.ultralytics.com/models/rtdetr/";
constexpr std::string_view kYoloxPage = "https://github.com/Megvii-BaseDetection/YOLOX/tree/main/demo/ONNXRuntime";
constexpr std::string_view kNanoDetPage = "https://github.com/RangiLyu/nanodet";
constexpr std::string_view kCenterNetPage = "https://github.com/610265158/mobilenetv3_centernet";
constexpr std::string_view kAgpl = "AGPL-3.0";
constexpr std::string_view kApache = "Apache-2.0";
constexpr std::string_view kNoHeadYet = "its output is not understood by a head yet: listed for orientation only";

// Parameters as the official pages state them; round file sizes are 4 bytes a parameter plus the graph.
constexpr std::uint64_t kMega = 1'000'000;

// SHA-256 of the release files, as several independent projects that pin these addresses publish them; where no such
// record was found there is none, and `models pull` asks for one.
constexpr std::string_view kYolov8nSum = "b2bc52f40e8e1c532427d5bde3575a5d5b571b739fab2c6df443733ed1589cbd";
constexpr std::string_view kYolo11nSum = "634279b40c07c6391472c51ad45b81ebc48706a9a1fe72dd3396322acd0c053b";
constexpr std::string_view kYolo26nSum = "2e947b787d9e787b93a16772a5f55b1d4d8c4d86f53146149c5d6a642442d6f7";
constexpr std::string_view kYoloxNanoSum = "c789161ed43c8269fcd4e67c67eeeb4e80c622da2eb296a20bc6007bd18a0b7d";
constexpr std::string_view kYoloxTinySum = "427cc366d34e27ff7a03e2899b5e3671425c262ea2291f88bb942bc1cc70b0f7";
constexpr std::string_view kYoloxSSum = "c5c2d13e59ae883e6af3b45daea64af4833a4951c92d116ec270d9ddbe998063";

#define OW_EXPORT(name)                                                                  \
  "pip install ultralytics && yolo export model=" name ".pt format=onnx, then put " name \
  ".onnx into the models "                                                               \
  "folder"
#define OW_ULTRALYTICS(name) "overwatch models pull " name "; or export it: " OW_EXPORT(name)
#define OW_ULTRALYTICS_NO_SUM(name) "overwatch models pull " name " --trust-first-use; or export it: " OW_EXPORT(name)
#define OW_ULTRALYTICS_FILE(name) "https://github.com/ultralytics/assets/releases/download/v8.4.0/" name ".onnx"
#define OW_YOLOX(name) "overwatch models pull " name
#define OW_YOLOX_FILE(name) "https://github.com/Megvii-BaseDetection/YOLOX/releases/download/0.1.1rc0/" name ".onnx"

constexpr std::array kCatalogue = {
    CatalogueEntry{
        "centernet-mb3", "CenterNet", "detect", kCenterNetPage, "MIT", 512, 2.0, 8 * kMega, "make model", {}, {}, {}},
    CatalogueEntry{"yolov8n",
                   "YOLOv8",
                   "detect",
                   kYolov8Page,
                   kAgpl,
                   640,
                   3.2,
                   12'851'049,
                   OW_ULTRALYTICS("yolov8n"),
                   {},
                   OW_ULTRALYTICS_FILE("yolov8n"),
                   kYolov8nSum},
    CatalogueEntry{"yolov8s",
                   "YOLOv8",
                   "detect",
                   kYolov8Page,
                   kAgpl,
                   640,
                   11.2,
                   45 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolov8s"),
                   {},
                   OW_ULTRALYTICS_FILE("yolov8s"),
                   {}},
    CatalogueEntry{"yolov8m",
                   "YOLOv8",
                   "detect",
                   kYolov8Page,
                   kAgpl,
                   640,
                   25.9,
                   104 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolov8m"),
                   {},
                   OW_ULTRALYTICS_FILE("yolov8m"),
                   {}},
    CatalogueEntry{"yolov8l",
                   "YOLOv8",
                   "detect",
                   kYolov8Page,
                   kAgpl,
                   640,
                   43.7,
                   175 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolov8l"),
                   {},
                   OW_ULTRALYTICS_FILE("yolov8l"),
                   {}},
    CatalogueEntry{"yolov8x",
                   "YOLOv8",
                   "detect",
                   kYolov8Page,
                   kAgpl,
                   640,
                   68.2,
                   273 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolov8x"),
                   {},
                   OW_ULTRALYTICS_FILE("yolov8x"),
                   {}},
    CatalogueEntry{"yolo11n",
                   "YOLO11",
                   "detect",
                   kYolo11Page,
                   kAgpl,
                   640,
                   2.6,
                   10'930'182,
                   OW_ULTRALYTICS("yolo11n"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo11n"),
                   kYolo11nSum},
    CatalogueEntry{"yolo11s",
                   "YOLO11",
                   "detect",
                   kYolo11Page,
                   kAgpl,
                   640,
                   9.4,
                   38'051'729,
                   OW_ULTRALYTICS_NO_SUM("yolo11s"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo11s"),
                   {}},
    CatalogueEntry{"yolo11m",
                   "YOLO11",
                   "detect",
                   kYolo11Page,
                   kAgpl,
                   640,
                   20.1,
                   81 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo11m"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo11m"),
                   {}},
    CatalogueEntry{"yolo11l",
                   "YOLO11",
                   "detect",
                   kYolo11Page,
                   kAgpl,
                   640,
                   25.3,
                   102 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo11l"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo11l"),
                   {}},
    CatalogueEntry{"yolo11x",
                   "YOLO11",
                   "detect",
                   kYolo11Page,
                   kAgpl,
                   640,
                   56.9,
                   228 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo11x"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo11x"),
                   {}},
    CatalogueEntry{"yolo26n",
                   "YOLO26",
                   "detect",
                   kYolo26Page,
                   kAgpl,
                   640,
                   2.4,
                   10 * kMega,
                   OW_ULTRALYTICS("yolo26n"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo26n"),
                   kYolo26nSum},
    CatalogueEntry{"yolo26s",
                   "YOLO26",
                   "detect",
                   kYolo26Page,
                   kAgpl,
                   640,
                   9.5,
                   38 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo26s"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo26s"),
                   {}},
    CatalogueEntry{"yolo26m",
                   "YOLO26",
                   "detect",
                   kYolo26Page,
                   kAgpl,
                   640,
                   20.4,
                   82 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo26m"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo26m"),
                   {}},
    CatalogueEntry{"yolo26l",
                   "YOLO26",
                   "detect",
                   kYolo26Page,
                   kAgpl,
                   640,
                   24.8,
                   100 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo26l"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo26l"),
                   {}},
    CatalogueEntry{"yolo26x",
                   "YOLO26",
                   "detect",
                   kYolo26Page,
                   kAgpl,
                   640,
                   55.7,
                   223 * kMega,
                   OW_ULTRALYTICS_NO_SUM("yolo26x"),
                   {},
                   OW_ULTRALYTICS_FILE("yolo26x"),
                   {}},
    CatalogueEntry{"yolox_nano",
                   "YOLOX",
                   "detect",
                   kYoloxPage,
                   kApache,
                   416,
                   0.91,
                   3'659'407,
                   OW_YOLOX("yolox_nano"),
                   {},
                   OW_YOLOX_FILE("yolox_nano"),
                   kYoloxNanoSum},
    CatalogueEntry{"yolox_tiny",
                   "YOLOX",
                   "detect",
                   kYoloxPage,
                   kApache,
                   416,
                   5.06,
                   20'219'662,
                   OW_YOLOX("yolox_tiny"),
                   {},
                   OW_YOLOX_FILE("yolox_tiny"),
                   kYoloxTinySum},
    CatalogueEntry{"yolox_s",
                   "YOLOX",
                   "detect",
                   kYoloxPage,
                   kApache,
                   640,
                   9.0,
                   35'858'002,
                   OW_YOLOX("yolox_s"),
                   {},
                   OW_YOLOX_FILE("yolox_s"),
                   kYoloxSSum},
    CatalogueEntry{
        "nanodet_m",
        "NanoDet",
        "detect",
        kNanoDetPage,
        kApache,
        416,
        0.95,
        4 * kMega,
        "export it with tools/export_onnx.py of https://github.com/RangiLyu/nanodet, then put nanodet_m.onnx into "
        "the models folder",
        {},
        {},
        {}},
    CatalogueEntry{"rtdetr-l",
                   "RT-DETR",
                   "detect",
                   kRtDetrPage,
                   kAgpl,
                   640,
                   32.0,
                   130 * kMega,
                   OW_EXPORT("rtdetr-l"),
                   kNoHeadYet,
                   {},
                   {}},
    CatalogueEntry{"rtdetr-x",
                   "RT-DETR",
                   "detect",
                   kRtDetrPage,
                   kAgpl,
                   640,
                   67.0,
                   270 * kMega,
                   OW_EXPORT("rtdetr-x"),
                   kNoHeadYet,
                   {},
                   {}},
};

#undef OW_EXPORT
#undef OW_ULTRALYTICS
#undef OW_ULTRALYTICS_FILE
#undef OW_YOLOX
#undef OW_YOLOX_FILE

}  // namespace

std::span<const CatalogueEntry> catalogue() { return kCatalogue; }

const CatalogueEntry* find_in_catalogue(std::string_view name) {
  const auto found = std::ranges::find(kCatalogue, name, &CatalogueEntry::name);
  return found == kCatalogue.end() ? nullptr : &*found;
}

}  // namespace ow::models
