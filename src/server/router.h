// Router: which code answers which address.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "server/http_message.h"

namespace ow::server {

using Handler = std::function<Result<Response>(const Request&)>;

/// Answered on the I/O thread: must not block.
struct Inline {
  Handler handler;
};

/// Answered on the worker threads: may wait for the engine.
struct Blocking {
  Handler handler;
};

/// Who takes long has threads of their own, so that nobody else waits for them. A few may go on or wait; beyond that 503.
enum class Lane {
  kLogIns,  ///< one after the other: each takes 64 MiB
  kSourceTests,  ///< 10 s each where a camera is silent
  kMeasurements,  ///< one goes on; who asks meanwhile is told so
};
struct Slow {
  Lane lane;
  Handler handler;
};

/// Routes that keep their connection; io/ has the code for each.
enum class Live { kXrayWebSocket, kXrayMjpeg, kXrayJpeg, kStatusWebSocket, kLogWebSocket };

struct Route {
  Method method = Method::kGet;
  std::string pattern;  ///< "/api/xray/{workflow}/{node}.mjpeg": a segment may hold one parameter, with text around it
  std::variant<Inline, Blocking, Slow, Live> action;
  Access access = Access::kAdmin;  ///< as auth/route_access.cpp has it
};

/// Immutable once the server runs; then thread-safe.
class Router {
 public:
  void add(Method method, std::string pattern, std::variant<Inline, Blocking, Slow, Live> action);

  struct Match {
    const Route* route = nullptr;  ///< null: nothing to do for this method, see `allowed`
    std::vector<Method> allowed;  ///< of the path, HEAD and OPTIONS included; empty: there is no such path
  };
  /// Fills `request.parameters`. HEAD finds the GET route. Of several patterns that fit, the one with the earliest
  /// literal segment wins, so "/status" goes before "/{id}".
  Match match(Request& request) const;

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

/// "GET, HEAD, OPTIONS".
std::string allow_header(const std::vector<Method>& methods);

}  // namespace ow::server
