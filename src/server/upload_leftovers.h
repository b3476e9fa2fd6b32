// The hidden files of uploads that no server goes on with any more: a killed one leaves them behind.
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

namespace ow::server {

/// The hidden name of the upload `id`.
std::string upload_file_name(std::string_view id);

/// Removes such files below `root` that nobody has written to for `age_min`, and gives their number. Plain files with
/// exactly such a name only, 8 folders deep at most, following no link. Other servers may take uploads into the same
/// folder, hence the age: theirs are thrown away after 10 idle minutes, a day is far beyond that.
std::size_t remove_upload_leftovers(const std::filesystem::path& root, std::stop_token stop,
                                    std::chrono::seconds age_min = std::chrono::days(1));

}  // namespace ow::server
