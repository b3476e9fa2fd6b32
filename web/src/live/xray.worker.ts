// The thread that decodes and paints the views of a page. Each comes with a port: in go WorkerCommands, out WorkerEvents.
import { XraySession, type SessionEvent, type ShownPicture } from './xray_session';

export interface WorkerView {
  canvas: OffscreenCanvas;
  url: string;
}

export type WorkerCommand = 'start' | 'stop' | 'end' | 'shown';

/** 'shown' answers the command of that name. */
export type WorkerEvent = SessionEvent | { kind: 'shown'; shown: ShownPicture | null };

// The DOM's types know pages only; this is the part of DedicatedWorkerGlobalScope in use.
const scope = self as unknown as { onmessage: ((event: MessageEvent<WorkerView>) => void) | null };

scope.onmessage = ({ data: { canvas, url }, ports: [port] }) => {
  if (port === undefined) return;
  const tell = (event: WorkerEvent) => port.postMessage(event);
  const session = new XraySession(canvas, url, (event) => tell(event));
  port.onmessage = ({ data }: MessageEvent<WorkerCommand>) => {
    if (data === 'start') session.start();
    else if (data === 'shown') tell({ kind: 'shown', shown: session.shown });
    else session.stop();
    if (data !== 'end') return;
    port.close();
    canvas.width = canvas.height = 0;  // its memory goes now, not when garbage is collected
  };
};
