// The workflow that the empty page offers, and the file that a new one starts from.

function demo(source: string): string {
  return `name: Demo
nodes:
  camera:
    type: video_input
    source: ${source}
    loop: true
  detect:
    type: model
    model: centernet-mb3
    confidence: 0.3
  view:
    type: xray_view
edges:
  - camera -> detect
  - detect -> view
`;
}

/** The best one first: the sample clip that `make run` fetches, then the test picture, which is always there. */
export const demoWorkflows: readonly [string, ...string[]] = [demo('vtest.avi'), demo('test://')];

export const workflowTemplate = `name: Front door
nodes:
  camera:
    type: video_input
    source: test://  # or a file, /dev/video0, rtsp://camera/stream
    processing_fps: 15
  detect:
    type: model
    model: centernet-mb3
    confidence: 25%
  view:
    type: xray_view
edges:
  - camera -> detect
  - detect -> view
`;
