// The overwatch program with node types of its own: what somebody does who adds a node without touching the product.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "graph/node.h"
#include "graph/registry.h"
#include "overwatch/cli.h"

namespace {

using namespace ow;  // NOLINT(google-build-using-namespace): a program of one file

/// Passes frames 0, n, 2n … on.
class EveryNth final : public graph::Node {
 public:
  explicit EveryNth(std::int64_t n) : n_(n) {}
  Status start(graph::NodeContext&) override { return {}; }
  Status process(graph::NodeContext& context, graph::Inlet, Packet packet) override {
    if (count_++ % n_ == 0) context.emit(0, std::move(packet));
    return {};
  }

 private:
  const std::int64_t n_;
  std::int64_t count_ = 0;
};

/// Passes everything on, and runs out of memory or throws as long as a file exists.
class Trouble final : public graph::Node {
 public:
  Trouble(std::string kind, std::string file) : kind_(std::move(kind)), file_(std::move(file)) {}
  Status start(graph::NodeContext&) override { return {}; }
  Status process(graph::NodeContext& context, graph::Inlet, Packet packet) override {
    if (std::filesystem::exists(file_)) {
      if (kind_ == "memory") throw std::bad_alloc();
      throw std::runtime_error("trouble as ordered");
    }
    context.emit(0, std::move(packet));
    return {};
  }

 private:
  const std::string kind_, file_;
};

graph::NodeDescriptor trouble_descriptor() {
  return {.type = "trouble",
          .title = "Trouble",
          .category = "Process",
          .doc = "Fails as long as a file exists.",
          .inputs = {{.name = "in", .type = graph::PortType::kFrame, .doc = "frames"}},
          .outputs = {{.name = "out", .type = graph::PortType::kFrame, .doc = "frames"}},
          .options = {
              {.name = "kind",
               .type = graph::OptionType::kChoice,
               .fallback = std::string("memory"),
               .doc = "How it fails",
               .choices = {"memory", "exception"}},
              {.name = "file", .type = graph::OptionType::kText, .fallback = {}, .doc = "The file", .required = true}}};
}

graph::NodeDescriptor descriptor() {
  return {.type = "every_nth",
          .title = "Every nth",
          .category = "Process",
          .doc = "Passes every nth frame on.",
          .inputs = {{.name = "in", .type = graph::PortType::kFrame, .doc = "frames"}},
          .outputs = {{.name = "out", .type = graph::PortType::kFrame, .doc = "fewer frames"}},
          .options = {{.name = "n",
                       .type = graph::OptionType::kInteger,
                       .fallback = std::int64_t{2},
                       .doc = "Distance of the frames that pass",
                       .min = 1,
                       .max = 100}}};
}

void add_nodes(graph::Registry& registry) {
  registry.add(descriptor(), [](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<EveryNth>(options.integer("n"));
  });
  registry.add(trouble_descriptor(), [](const graph::Options& options) -> Result<std::unique_ptr<graph::Node>> {
    return std::make_unique<Trouble>(options.text("kind"), options.text("file"));
  });
}

}  // namespace

int main(int argc, char** argv) { return cli::run(argc, argv, add_nodes); }
