// Server: the REST API, live pictures and the web page over HTTP/1.1 and WebSocket.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log_ring.h"
#include "engine/engine.h"
#include "live/hub.h"
#include "models/catalogue.h"
#include "models/downloads.h"
#include "models/speed_meter.h"
#include "profile/profiler.h"
#include "profile/system_stats.h"
#include "server/asset_source.h"
#include "server/auth/guard.h"
#include "server/tls/certificate_files.h"

namespace ow::server {

/// Bounds on what comes from outside.
struct Limits {
  std::uint32_t header_bytes_max = 16 << 10;   ///< beyond: 431
  std::uint64_t body_bytes_max = 1 << 20;      ///< beyond: 413
  std::uint64_t small_body_bytes_max = 16 << 10;  ///< of a body that needs no log-in (one's own); beyond: 413
  std::uint64_t bodies_bytes_max = 64 << 20;   ///< of all larger ones together; beyond: 503
  std::size_t connections_max = 2048;          ///< beyond: 503 and closed
  std::size_t incoming_message_bytes_max = 4 << 10;  ///< of a WebSocket client, whose messages are read and ignored
  std::chrono::milliseconds idle_timeout{
      60'000};    ///< between requests, and for a WebSocket client that answers no ping
  std::chrono::milliseconds request_timeout{30'000}; ///< to send a request, to work on it, and to take each answer
  std::chrono::milliseconds stall_timeout{20'000};   ///< a viewer that takes nothing for so long is cut off
  std::chrono::milliseconds status_interval{500};    ///< of /api/ws/status
  std::chrono::milliseconds recheck_interval{
      10'000};  ///< how often open streams are looked at: is the log-in still good?
  std::size_t log_ins_max = 8;                 ///< that go on or wait; beyond: 503
  std::size_t source_tests_max = 2;            ///< at once; beyond: 503
  std::size_t measurements_max = 8;            ///< that go on or are being refused; beyond: 503
};

/// May everybody who reaches the server use it?
enum class Exposure {
  kGuarded,   ///< beyond loopback only with accounts
  kInsecure,  ///< on the owner's own responsibility
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8000;          ///< 0: any free one
  std::shared_ptr<const AssetSource> assets;
  Limits limits;
  Exposure exposure = Exposure::kGuarded;
  std::vector<std::string> allowed_hosts = {};  ///< as HostRules takes them
  std::optional<CertificateFiles> tls = {};
};

/// Is it there for other machines: by its address, or through a TLS proxy that was declared?
bool reaches_beyond_this_machine(const ServerOptions& options);

/// What the server shows and drives; everything here outlives it.
struct Services {
  engine::Engine& engine;
  const models::Library& library;
  profile::Profiler& profiler;
  live::Hub& hub;
  const Clock& clock;
  std::string version;
  models::Downloads* downloads = nullptr;   ///< null: models are not pulled through this server
  std::filesystem::path model_speeds = {};  ///< <data>/model_speed.json; empty: none
  Guard* guard = nullptr;  ///< null: everybody may do everything
  std::vector<std::filesystem::path> media_roots =
      {};  ///< shown to those who choose a source; the first may be written
  std::shared_ptr<const log::Ring> log = {};  ///< the last lines; null: none are shown
  std::shared_ptr<profile::SystemSampler> load = nullptr;  ///< made by the server
  models::SpeedMeter* speed_meter = nullptr;  ///< stopped with the server; null: it measures no models
};

/// One thread for I/O, four for calls of the engine, one for sessions and tokens, one for log-ins, two for tests of sources, two for
/// measurements of models. start, stop and the destructor are for one thread of the owner.
class Server {
 public:
  /// Binds and listens, so that port() is known and a taken port is told at once (kAlreadyExists). kPermissionDenied for an
  /// address beyond loopback without accounts, kInvalidArgument for one that is no address. Certificates: see
  /// io/tls_context.h.
  static Result<std::unique_ptr<Server>> create(ServerOptions options, const Services& services);
  virtual ~Server() = default;  ///< stops; then waits for calls of the engine that are still going on
  virtual void start() = 0;
  /// Refuses new connections, tells viewers (WebSocket close 1001), and cuts what is left. Within 1 s.
  virtual void stop() = 0;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
};

}  // namespace ow::server
