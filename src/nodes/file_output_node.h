// File Output: what was seen, as JSON lines or as an annotated video.
#pragma once

#include "graph/registry.h"
#include "nodes/services.h"

namespace ow::nodes {

/// `.jsonl`: one line a frame. `.mp4`: the frames with boxes drawn on. Both stay readable when the process is killed or
/// the disk is full; a live run then goes on without recording, and records again when there is room.
struct FileOutputNode {
  static graph::NodeDescriptor descriptor();
  static graph::NodeFactory factory(const Services& services);
  /// The path names a file, of an ending that its format is known by.
  static Status check(const graph::Options& options);
};

}  // namespace ow::nodes
