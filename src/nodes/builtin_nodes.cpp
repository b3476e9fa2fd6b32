// The list of node types: one line each.
#include "nodes/debug_node.h"
#include "nodes/detection_filter_node.h"
#include "nodes/file_output_node.h"
#include "nodes/model_node.h"
#include "nodes/services.h"
#include "nodes/video_input_node.h"
#include "nodes/xray_view_node.h"

namespace ow::nodes {

void add_builtin_nodes(graph::Registry& registry, Services& services) {
  registry.add(VideoInputNode::descriptor(), VideoInputNode::factory(services));
  registry.add(ModelNode::descriptor(), ModelNode::factory(services));
  registry.add(DetectionFilterNode::descriptor(), DetectionFilterNode::factory(), DetectionFilterNode::check);
  registry.add(XrayViewNode::descriptor(), XrayViewNode::factory(services));
  registry.add(DebugNode::descriptor(), DebugNode::factory());
  registry.add(FileOutputNode::descriptor(), FileOutputNode::factory(services), FileOutputNode::check);
}

}  // namespace ow::nodes
