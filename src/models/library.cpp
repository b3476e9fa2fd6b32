#include <algorithm>
#include <set>

#include "base/text.h"
#include "models/catalogue.h"

namespace ow::models {
namespace {

namespace fs = std::filesystem;

/// Model files of a folder by name; a folder that cannot be read has none.
std::vector<fs::path> models_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->path().extension() == ".onnx" && entry->is_regular_file(ignored)) files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

Result<fs::path> only_model_of(const fs::path& folder) {
  const std::vector<fs::path> files = models_in(folder);
  if (files.size() == 1) return files.front();
  if (files.empty()) return fail(ErrorCode::kNotFound, "folder {} holds no .onnx file", folder.string());
  std::vector<std::string> names;
  for (const fs::path& file : files) names.push_back(file.filename().string());
  return fail(ErrorCode::kInvalidArgument, "folder {} holds {} models; name one of {}", folder.string(), files.size(),
              join(names));
}

std::string_view without_extension(std::string_view name) {
  if (name.ends_with(".onnx")) name.remove_suffix(5);
  return name;
}

std::string folders_text(std::span<const fs::path> folders) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) names.push_back(folder.string());
  return names.empty() ? "no models folder is set" : "looked in " + join(names);
}

bool is_inside(const fs::path& path, std::span<const fs::path> folders) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return !error && std::ranges::any_of(folders, [&](const fs::path& folder) {
    const fs::path root = fs::weakly_canonical(folder, error);
    return !error && is_below(canonical, root);
  });
}

std::unexpected<Error> not_found(std::string_view name, const Library& library) {
  if (const CatalogueEntry* entry = find_in_catalogue(name)) {
    return fail(ErrorCode::kNotFound, "model {} is not installed ({}); get it with: {}", name,
                folders_text(library.folders()), entry->how_to_get);
  }
  const std::vector<std::string> names = library.known_names();
  return fail(ErrorCode::kNotFound, "there is no model '{}'{} ({}); list the known ones with: overwatch models list",
              name, did_you_mean(name, names), folders_text(library.folders()));
}

}  // namespace

Result<fs::path> Library::resolve(std::string_view name_or_path) const {
  const std::string_view text = trim(name_or_path);
  if (text.empty()) return fail(ErrorCode::kInvalidArgument, "no model is named; use e.g. {}", kDefaultModel);
  const fs::path path(text);
  std::error_code error;
  const bool is_path = text.find('/') != std::string_view::npos;
  const bool confined = confinement_ == Confinement::kRoots;
  if (is_path && confined && !is_inside(path, folders_)) {
    return fail(ErrorCode::kPermissionDenied, "{} is outside the models folders ({}); name an installed model", text,
                folders_text(folders_));
  }
  if (!is_path) {
    const std::string file = std::string(without_extension(text)) + ".onnx";
    for (const fs::path& folder : folders_) {
      if (fs::is_regular_file(folder / file, error)) return folder / file;
    }
  }
  if (!is_path && confined) return not_found(without_extension(text), *this);  // not the server's current folder
  if (fs::is_directory(path, error)) return only_model_of(path);
  if (fs::is_regular_file(path, error)) return path;
  if (is_path) return fail(ErrorCode::kNotFound, "there is no model file {}", text);
  return not_found(without_extension(text), *this);
}

std::vector<std::string> Library::known_names() const {
  std::set<std::string> known;
  for (const InstalledModel& model : installed()) known.insert(model.name);
  for (const CatalogueEntry& entry : catalogue()) known.emplace(entry.name);
  return {known.begin(), known.end()};
}

std::vector<InstalledModel> Library::installed() const {
  std::vector<InstalledModel> models;
  std::set<std::string> seen;  // the first folder wins, as in resolve
  for (const fs::path& folder : folders_) {
    for (const fs::path& file : models_in(folder)) {
      InstalledModel model{file.stem().string(), file, 0, std::nullopt};
      if (!seen.insert(model.name).second) continue;
      std::error_code error;
      model.file_bytes = fs::file_size(file, error);
      if (error) continue;
      if (const CatalogueEntry* entry = find_in_catalogue(model.name)) model.entry = *entry;
      models.push_back(std::move(model));
    }
  }
  return models;
}

}  // namespace ow::models
