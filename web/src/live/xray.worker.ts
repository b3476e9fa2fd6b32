// The thread that decodes and paints one view. Messages in: WorkerCommand; out: SessionEvent.
import { XraySession, type SessionEvent } from './xray_session';

export type WorkerCommand = { kind: 'init'; canvas: OffscreenCanvas; url: string } | { kind: 'start' } | { kind: 'stop' };

// The DOM's types know pages only; this is the part of DedicatedWorkerGlobalScope in use.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<WorkerCommand>) => void) | null;
  postMessage: (event: SessionEvent) => void;
};

let session: XraySession | null = null;

scope.onmessage = ({ data }) => {
  if (data.kind === 'init') session = new XraySession(data.canvas, data.url, (event) => scope.postMessage(event));
  else if (data.kind === 'start') session?.start();
  else session?.stop();
};
