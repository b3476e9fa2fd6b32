#include "overwatch/cli.h"

int main(int argc, char** argv) { return ow::cli::run(argc, argv, {}); }
