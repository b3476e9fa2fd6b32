#include "overwatch/load_server.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace ow::cli {
namespace {

constexpr int kStartPatienceMs = 30'000;
constexpr int kStopPatienceMs = 10'000;

/// True when the process ended within the time.
bool ended_within(pid_t pid, int patience_ms) {
  const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (descriptor < 0) return false;
  pollfd waiting{descriptor, POLLIN, 0};
  const int ready = ::poll(&waiting, 1, patience_ms);
  ::close(descriptor);
  return ready == 1;
}

std::uint64_t status_kilobytes(const std::string& line, std::string_view name) {
  return line.starts_with(name) ? std::stoull(line.substr(name.size())) * 1024 : 0;
}

}  // namespace

Result<std::unique_ptr<LoadServer>> LoadServer::start(const LoadServerOptions& options) {
  OW_TRY(auto folder, TemporaryFolder::create());
  std::unique_ptr<LoadServer> server(new LoadServer(std::move(folder)));
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(ErrorCode::kUnavailable, "no pipe: {}", std::strerror(errno));
  server->output_ = pipe[0];
  server->launch(options, pipe[1]);
  ::close(pipe[1]);
  if (server->pid_ < 0) return fail(ErrorCode::kUnavailable, "no child process: {}", std::strerror(errno));
  OW_CHECK(server->read_port());
  return server;
}

void LoadServer::launch(const LoadServerOptions& options, int output) {
  std::vector<std::string> words = {"overwatch",  "serve",
                                    "--config",   "/dev/null",  // the user's own settings are not measured
                                    "--port",     "0",
                                    "--data-dir", (folder_.path() / "data").string(),
                                    "--log-file", (folder_.path() / "overwatch.log").string()};
  for (const auto& each : options.models_dirs) words.insert(words.end(), {"--models-dir", each.string()});
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string media_root = options.media_root.string();
  pid_ = ::fork();
  if (pid_ != 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // not even a killed benchmark leaves its server behind
  ::setpgid(0, 0);                     // Ctrl-C is for the benchmark, which then stops the server
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(output, STDOUT_FILENO);
  ::setenv("OVERWATCH_MEDIA_ROOTS", media_root.c_str(), 1);
  ::execv("/proc/self/exe", arguments.data());
  ::_exit(127);
}

Status LoadServer::read_port() {
  constexpr std::string_view kBefore = "Overwatch is running: http://127.0.0.1:";
  std::string text;
  std::array<char, 1024> block{};
  for (;;) {
    const std::size_t at = text.find(kBefore);
    if (at != std::string::npos && text.find('/', at + kBefore.size()) != std::string::npos) {
      const char* digits = text.data() + at + kBefore.size();
      std::from_chars(digits, text.data() + text.size(), endpoint_.port);
      return {};
    }
    pollfd waiting{output_, POLLIN, 0};
    const ssize_t count = ::poll(&waiting, 1, kStartPatienceMs) == 1 ? ::read(output_, block.data(), block.size()) : 0;
    if (count <= 0) return fail(ErrorCode::kUnavailable, "the server does not start: {}", text);
    text.append(block.data(), static_cast<std::size_t>(count));
  }
}

ChildStats LoadServer::stats() const {
  ChildStats stats;
  const std::filesystem::path proc = "/proc/" + std::to_string(pid_);
  std::ifstream times_file(proc / "stat");
  const std::string times(std::istreambuf_iterator<char>(times_file), {});
  std::istringstream fields(times.substr(std::min(times.size(), times.rfind(')') + 1)));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;  // proc(5): utime is the 14th
  double user_ticks = 0, system_ticks = 0;
  fields >> user_ticks >> system_ticks;
  stats.cpu_seconds = (user_ticks + system_ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::ifstream status(proc / "status");
  for (std::string line; std::getline(status, line);) {
    stats.resident_bytes += status_kilobytes(line, "VmRSS:");
    stats.peak_bytes += status_kilobytes(line, "VmHWM:");
    if (line.starts_with("Threads:")) stats.threads = std::stoull(line.substr(8));
  }
  std::error_code ignored;
  for (std::filesystem::directory_iterator entry(proc / "fd", ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    ++stats.descriptors;
  }
  return stats;
}

LoadServer::~LoadServer() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
    if (!ended_within(pid_, kStopPatienceMs)) ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (output_ >= 0) ::close(output_);
}

}  // namespace ow::cli
