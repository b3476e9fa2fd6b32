// The folders of the program by the XDG base directory specification, of a systemd service, and of an installation.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "overwatch/config/settings.h"

namespace ow::cli {

/// $variable/overwatch, else ~/fallback/overwatch; nothing without a home. XDG has relative values ignored.
std::optional<std::filesystem::path> xdg_folder(std::string_view variable, std::string_view fallback,
                                                const Environment& environment);

/// The data folder: `data_dir` of the settings when there is one, else its default (see its row in config/keys.cpp).
std::filesystem::path data_folder(const Settings& settings, const Environment& environment);

/// There is a ./.overwatch, which would be the default, but it (or the link to it) belongs to somebody else.
bool passes_over_local_folder(const Settings& settings, const Environment& environment);

/// Can files be made in `folder`, which the server makes where it is missing? Tried with a folder that goes again at once:
/// rights alone do not tell (/proc, a full disk). kPermissionDenied: not by this user.
Status check_can_hold(const std::filesystem::path& folder);

/// Those of `folders` that are not there (kNotFound), or where this user may not look (kPermissionDenied), in words.
std::vector<Error> missing_folders(const std::vector<std::string>& folders);

/// Where models are looked for, first to last: those of the settings, of the data folder `data`, of the installation.
std::vector<std::filesystem::path> model_folders(const Settings& settings, const std::filesystem::path& data);

/// <prefix>/share/overwatch of an installed program: the default model and the sample clip. Nothing in a checkout.
std::optional<std::filesystem::path> installed_folder();

}  // namespace ow::cli
