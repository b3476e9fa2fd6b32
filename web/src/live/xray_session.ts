// Receives, decodes and paints one X-RAY view. Lives in a worker (xray.worker.ts) or, where a browser cannot paint there, in
// the page. The newest picture wins: while one is decoded, at most one waits, and a newer one takes its place.
import { ReconnectingSocket, type SocketState } from '../lib/reconnecting_socket';
import { parsePictureMessage, type PictureMessage } from './protocol';
import { StreamMeter, type StreamStats } from './stream_meter';

export type SessionEvent = { kind: 'socket'; state: SocketState } | { kind: 'stats'; stats: StreamStats };

/** The picture that stands on the screen, as it was received. */
export interface ShownPicture {
  picture: Blob;
  paintedAtMs: number;
}

interface Waiting {
  message: PictureMessage;
  receivedAt: number;
}

const statsPeriodMs = 500;

export class XraySession {
  private readonly socket: ReconnectingSocket;
  private readonly meter = new StreamMeter();
  private readonly context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null;
  private waiting: Waiting | null = null;
  private newest: ShownPicture | null = null;
  private painting = false;
  private statsTimer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly canvas: OffscreenCanvas | HTMLCanvasElement,
    url: string,
    private readonly emit: (event: SessionEvent) => void,
  ) {
    this.context = canvas.getContext('2d', { alpha: false });
    this.socket = new ReconnectingSocket({
      url,
      onMessage: (data) => this.take(data),
      onState: (state) => {
        if (state.kind === 'open') this.meter.opened();
        emit({ kind: 'socket', state });
      },
    });
  }

  get shown(): ShownPicture | null {
    return this.newest;
  }

  start(): void {
    this.socket.open();
    this.statsTimer ??= setInterval(() => this.report(), statsPeriodMs);
  }

  /** Can be started again; the last picture stays. */
  stop(): void {
    this.socket.close();
    this.waiting = null;
    clearInterval(this.statsTimer);
    this.statsTimer = undefined;
  }

  private report(): void {
    this.emit({ kind: 'stats', stats: this.meter.stats(Date.now()) });
  }

  private take(data: ArrayBuffer | string): void {
    if (typeof data === 'string') return;
    const message = parsePictureMessage(data);
    if (message === null) {
      this.meter.broken += 1;
      return;
    }
    const receivedAt = Date.now();
    this.meter.received(message.header, data.byteLength, receivedAt);
    if (this.waiting !== null) this.meter.replaced += 1;
    this.waiting = { message, receivedAt };
    if (!this.painting) void this.paintWaiting();
  }

  private async paintWaiting(): Promise<void> {
    this.painting = true;
    for (let next = this.waiting; next !== null; next = this.waiting) {
      this.waiting = null;
      await this.paint(next);
    }
    this.painting = false;
  }

  private async paint({ message, receivedAt }: Waiting): Promise<void> {
    const { header, picture } = message;
    try {
      const blob = new Blob([picture], { type: `image/${header.codec}` });
      const bitmap = await createImageBitmap(blob);
      await nextScreenRefresh();
      const first = this.meter.stats(receivedAt).header === null;
      this.draw(bitmap);
      bitmap.close();
      const paintedAtMs = Date.now();
      this.newest = { picture: blob, paintedAtMs };
      this.meter.painted(header, receivedAt, paintedAtMs);
      if (first) this.report();
    } catch {
      this.meter.broken += 1;
    }
  }

  private draw(bitmap: ImageBitmap): void {
    if (this.canvas.width !== bitmap.width || this.canvas.height !== bitmap.height) {
      this.canvas.width = bitmap.width;
      this.canvas.height = bitmap.height;
    }
    this.context?.drawImage(bitmap, 0, 0);
  }
}

function nextScreenRefresh(): Promise<void> {
  // Some browsers have no requestAnimationFrame in workers; they paint at once.
  if (typeof requestAnimationFrame !== 'function') return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
