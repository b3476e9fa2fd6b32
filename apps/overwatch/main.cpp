#include <csignal>

#include "overwatch/cli.h"

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may grow no further is an error of the write
  return ow::cli::run(argc, argv, {});
}
