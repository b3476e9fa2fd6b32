// The settings that a configuration file, the environment and flags may set; config/keys.cpp declares each of them once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ow::cli {

/// Reads a variable of the environment; a test gives its own.
using Environment = std::function<std::optional<std::string>(std::string_view)>;
std::optional<std::string> process_environment(std::string_view name);

struct Settings {
  std::string address = "127.0.0.1";
  std::int64_t port = 8000;
  bool auth = false;
  bool insecure = false;
  std::vector<std::string> allowed_host;
  std::string tls = "off";  ///< or "self"
  std::string tls_cert;
  std::string tls_key;
  std::int64_t connections_max = 2048;
  bool demo = false;
  std::string demo_model = "centernet-mb3";
  std::string data_dir;  ///< empty: see data_folder() in config/folders.h
  std::vector<std::string> models_dir;  ///< searched before <data>/models
  std::string models_mirror;  ///< base address that models are pulled from instead of the official ones
  std::vector<std::string> media_root;  ///< beside <data>/media
  std::string output_root;  ///< empty: <data>/output
  std::vector<std::string> source_variable;
  std::string device = "auto";
  std::int64_t cores = 0;  ///< 0: all that the process may use
  std::string log_file = "/tmp/overwatch.log";
  std::string log_level = "info";
};

/// The values before file, environment and flags; a service's $LOGS_DIRECTORY moves the log there.
Settings default_settings(const Environment& environment);

}  // namespace ow::cli
