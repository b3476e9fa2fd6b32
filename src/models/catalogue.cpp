#include "models/catalogue.h"

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

// Parameters as the official pages state them; file sizes are 4 bytes a parameter plus the graph.
constexpr std::uint64_t kMega = 1'000'000;

#define OW_ULTRALYTICS(name)                                                             \
  "pip install ultralytics && yolo export model=" name ".pt format=onnx, then put " name \
  ".onnx into the models "                                                               \
  "folder"
#define OW_YOLOX(name)                                                                      \
  "curl -LO https://github.com/Megvii-BaseDetection/YOLOX/releases/download/0.1.1rc0/" name \
  ".onnx, then put it into "                                                                \
  "the models folder"

constexpr std::array kCatalogue = {
    CatalogueEntry{
        "centernet-mb3", "CenterNet", "detect", kCenterNetPage, "MIT", 512, 2.0, 8 * kMega, "make model", {}},
    CatalogueEntry{
        "yolov8n", "YOLOv8", "detect", kYolov8Page, kAgpl, 640, 3.2, 13 * kMega, OW_ULTRALYTICS("yolov8n"), {}},
    CatalogueEntry{
        "yolov8s", "YOLOv8", "detect", kYolov8Page, kAgpl, 640, 11.2, 45 * kMega, OW_ULTRALYTICS("yolov8s"), {}},
    CatalogueEntry{
        "yolov8m", "YOLOv8", "detect", kYolov8Page, kAgpl, 640, 25.9, 104 * kMega, OW_ULTRALYTICS("yolov8m"), {}},
    CatalogueEntry{
        "yolov8l", "YOLOv8", "detect", kYolov8Page, kAgpl, 640, 43.7, 175 * kMega, OW_ULTRALYTICS("yolov8l"), {}},
    CatalogueEntry{
        "yolov8x", "YOLOv8", "detect", kYolov8Page, kAgpl, 640, 68.2, 273 * kMega, OW_ULTRALYTICS("yolov8x"), {}},
    CatalogueEntry{
        "yolo11n", "YOLO11", "detect", kYolo11Page, kAgpl, 640, 2.6, 11 * kMega, OW_ULTRALYTICS("yolo11n"), {}},
    CatalogueEntry{
        "yolo11s", "YOLO11", "detect", kYolo11Page, kAgpl, 640, 9.4, 38 * kMega, OW_ULTRALYTICS("yolo11s"), {}},
    CatalogueEntry{
        "yolo11m", "YOLO11", "detect", kYolo11Page, kAgpl, 640, 20.1, 81 * kMega, OW_ULTRALYTICS("yolo11m"), {}},
    CatalogueEntry{
        "yolo11l", "YOLO11", "detect", kYolo11Page, kAgpl, 640, 25.3, 102 * kMega, OW_ULTRALYTICS("yolo11l"), {}},
    CatalogueEntry{
        "yolo11x", "YOLO11", "detect", kYolo11Page, kAgpl, 640, 56.9, 228 * kMega, OW_ULTRALYTICS("yolo11x"), {}},
    CatalogueEntry{
        "yolo26n", "YOLO26", "detect", kYolo26Page, kAgpl, 640, 2.4, 10 * kMega, OW_ULTRALYTICS("yolo26n"), {}},
    CatalogueEntry{
        "yolo26s", "YOLO26", "detect", kYolo26Page, kAgpl, 640, 9.5, 38 * kMega, OW_ULTRALYTICS("yolo26s"), {}},
    CatalogueEntry{
        "yolo26m", "YOLO26", "detect", kYolo26Page, kAgpl, 640, 20.4, 82 * kMega, OW_ULTRALYTICS("yolo26m"), {}},
    CatalogueEntry{
        "yolo26l", "YOLO26", "detect", kYolo26Page, kAgpl, 640, 24.8, 100 * kMega, OW_ULTRALYTICS("yolo26l"), {}},
    CatalogueEntry{
        "yolo26x", "YOLO26", "detect", kYolo26Page, kAgpl, 640, 55.7, 223 * kMega, OW_ULTRALYTICS("yolo26x"), {}},
    CatalogueEntry{
        "yolox_nano", "YOLOX", "detect", kYoloxPage, kApache, 416, 0.91, 4 * kMega, OW_YOLOX("yolox_nano"), {}},
    CatalogueEntry{
        "yolox_tiny", "YOLOX", "detect", kYoloxPage, kApache, 416, 5.06, 20 * kMega, OW_YOLOX("yolox_tiny"), {}},
    CatalogueEntry{"yolox_s", "YOLOX", "detect", kYoloxPage, kApache, 640, 9.0, 36 * kMega, OW_YOLOX("yolox_s"), {}},
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
        {}},
    CatalogueEntry{"rtdetr-l", "RT-DETR", "detect", kRtDetrPage, kAgpl, 640, 32.0, 130 * kMega,
                   OW_ULTRALYTICS("rtdetr-l"), kNoHeadYet},
    CatalogueEntry{"rtdetr-x", "RT-DETR", "detect", kRtDetrPage, kAgpl, 640, 67.0, 270 * kMega,
                   OW_ULTRALYTICS("rtdetr-x"), kNoHeadYet},
};

#undef OW_ULTRALYTICS
#undef OW_YOLOX

}  // namespace

std::span<const CatalogueEntry> catalogue() { return kCatalogue; }

}  // namespace ow::models
