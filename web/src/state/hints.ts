// What would help against a bottleneck, in the words of the workflow file.
const hints: Record<string, string> = {
  video_decode: 'Use a stream of lower resolution, or hw_decode: auto on a machine with a video decoder.',
  scale: 'Use a stream of lower resolution, or a lower processing_fps.',
  similarity: 'Switch skip_similar off where the scene always moves.',
  preprocess: 'Use a model with a smaller input, or a lower processing_fps.',
  model_inference: 'A smaller model, a GPU, a lower fps on the model or skip_similar: true for still scenes. A lower resolution_scale does not help: the model’s input keeps its size.',
  postprocess: 'Raise confidence, or name the classes that you need.',
  xray_visualization: 'Lower resolution_scale, or max_fps of the X-RAY view.',
  jpeg_encoding: 'Lower jpeg_quality, max_fps of the X-RAY view, or resolution_scale.',
  file_encoding: 'Write fewer or smaller pictures.',
};

export function hintFor(operation: string): string {
  return hints[operation] ?? 'Lower the rate (processing_fps) or the size (resolution_scale).';
}

const reasons: Record<string, string> = {
  queue_full: 'a newer frame took its place',
  rate_limit: 'above the rate that was asked for',
  corrupt: 'damaged in transit',
  late: 'the source was late',
  deadline: 'waited too long for the model',
  storage_full: 'not recorded: the disk was full',
};

export function dropReason(reason: string): string {
  return reasons[reason] ?? reason.replaceAll('_', ' ');
}
