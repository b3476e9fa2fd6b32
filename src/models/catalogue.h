// The catalogue of models a user may name, and the library that turns a name into a file on disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "core/access.h"

namespace ow::models {

/// An official model that can be had, with where it comes from.
struct CatalogueEntry {
  std::string_view name;      ///< "yolov8n"
  std::string_view family;    ///< "YOLOv8"
  std::string_view task;      ///< "detect"
  std::string_view source;    ///< official page or file URL
  std::string_view licence;   ///< SPDX id
  int input_size = 640;       ///< pixels a side
  double parameters_millions = 0;
  std::uint64_t file_bytes = 0;  ///< of the ONNX FP32 export; approximate where there is no sum
  std::string_view how_to_get;   ///< the command that gets it
  std::string_view note;         ///< what to know before getting it; empty for most
  std::string_view url;          ///< the official ONNX file; empty where there is none to download
  std::string_view sha256;       ///< of that file, lower case; empty where the true one is not known
};

std::span<const CatalogueEntry> catalogue();
/// Null for a name that it does not know.
const CatalogueEntry* find_in_catalogue(std::string_view name);

/// The model that every installation has.
inline constexpr std::string_view kDefaultModel = "centernet-mb3";

/// A model file found on disk.
struct InstalledModel {
  std::string name;            ///< file name without .onnx
  std::filesystem::path path;
  std::uint64_t file_bytes = 0;
  std::optional<CatalogueEntry> entry;  ///< when the catalogue knows the name
};

/// Looks models up by name in a list of folders, or by path. Thread-safe; reads the folders at each call.
class Library {
 public:
  explicit Library(std::vector<std::filesystem::path> folders, Confinement confinement = Confinement::kNone)
      : folders_(std::move(folders)), confinement_(confinement) {}

  /// "yolov8n", "yolov8n.onnx", a path to a file, or a path to a folder that holds exactly one .onnx. A catalogue name
  /// that is not there fails with the command that gets it; an unknown name with the nearest known one. Confined: only what
  /// lies below the folders.
  [[nodiscard]] Result<std::filesystem::path> resolve(std::string_view name_or_path) const;
  [[nodiscard]] std::vector<InstalledModel> installed() const;
  /// Of the files and of the catalogue, for "did you mean".
  [[nodiscard]] std::vector<std::string> known_names() const;
  [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return folders_; }

 private:
  std::vector<std::filesystem::path> folders_;
  Confinement confinement_;
};

}  // namespace ow::models
