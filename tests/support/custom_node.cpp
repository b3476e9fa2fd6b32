// The overwatch program with a node type of its own: what somebody does who adds a node without touching the product.
#include <cstdint>
#include <memory>

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
}

}  // namespace

int main(int argc, char** argv) { return cli::run(argc, argv, add_nodes); }
