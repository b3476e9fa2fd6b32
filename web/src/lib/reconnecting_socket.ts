// A WebSocket that comes back. Works in pages and in workers.
import { Backoff } from './backoff';

export type SocketState = { kind: 'connecting' } | { kind: 'open' } | { kind: 'retrying'; inMs: number };

export interface SocketOptions {
  url: string;
  onMessage: (data: ArrayBuffer | string) => void;
  onState: (state: SocketState) => void;
  /** A connection that says nothing for so long counts as dead. Without it, silence is fine. */
  silenceLimitMs?: number;
  backoff?: Backoff;
  create?: (url: string) => WebSocket;
}

export class ReconnectingSocket {
  private socket: WebSocket | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff: Backoff;

  constructor(private readonly options: SocketOptions) {
    this.backoff = options.backoff ?? new Backoff();
  }

  /** Does nothing when it is open or trying already. */
  open(): void {
    if (this.socket === null && this.retryTimer === undefined) this.connect();
  }

  close(): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
    this.drop();
    this.backoff.reset();
  }

  private connect(): void {
    this.options.onState({ kind: 'connecting' });
    const socket = this.options.create?.(this.options.url) ?? new WebSocket(this.options.url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => {
      this.options.onState({ kind: 'open' });
      this.watchSilence();
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
      // Only a message proves that the server is well: one that accepts and hangs up at once must not be tried in a tight loop.
      this.backoff.reset();
      this.watchSilence();
      this.options.onMessage(event.data);
    };
    socket.onclose = () => this.retryLater();
  }

  private retryLater(): void {
    this.drop();
    const inMs = this.backoff.nextMs();
    this.options.onState({ kind: 'retrying', inMs });
    this.retryTimer = setTimeout(() => {
      this.retryTimer = undefined;
      this.connect();
    }, inMs);
  }

  private watchSilence(): void {
    if (this.options.silenceLimitMs === undefined) return;
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.retryLater(), this.options.silenceLimitMs);
  }

  private drop(): void {
    clearTimeout(this.silenceTimer);
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
