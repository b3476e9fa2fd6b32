// Plays one X-RAY view inside an element. No framework in it: it makes its canvas, listens to the page's visibility, and
// tells listeners what happens. Belongs to the page's thread; the work is done in a worker.
import { t } from '../texts';
import type { StreamStats } from './stream_meter';
import type { WorkerCommand, WorkerEvent, WorkerView } from './xray.worker';
import { XraySession, type SessionEvent, type ShownPicture } from './xray_session';

export interface PlayerState {
  /** 'waiting': connected, no picture yet. 'paused': by the viewer, or the tab is hidden. */
  phase: 'connecting' | 'waiting' | 'playing' | 'retrying' | 'paused';
  stats: StreamStats | null;
}

export type PlayerListener = (state: PlayerState) => void;

interface Engine {
  send: (kind: 'start' | 'stop') => void;
  shown: () => Promise<ShownPicture | null>;
  end: () => void;
}

export class XrayPlayer {
  private readonly canvas = document.createElement('canvas');
  private readonly listeners = new Set<PlayerListener>();
  private readonly engine: Engine;
  private current: PlayerState = { phase: 'connecting', stats: null };
  private openedAtMs = 0;
  private held = false;

  constructor(host: HTMLElement, url: string) {
    this.canvas.dataset.xray = 'picture';
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', t.node.picture);
    host.append(this.canvas);
    const onEvent = (event: SessionEvent) => this.onEvent(event);
    this.engine = 'transferControlToOffscreen' in this.canvas
      ? startInWorker(this.canvas, url, onEvent)
      : startInPage(this.canvas, url, onEvent);
    document.addEventListener('visibilitychange', this.followVisibility);
    this.followVisibility();
  }

  get state(): PlayerState {
    return this.current;
  }

  subscribe(listener: PlayerListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The last picture stays while it is held; nothing is sent meanwhile. */
  pause(held: boolean): void {
    if (this.held === held) return;
    this.held = held;
    this.followVisibility();
  }

  /** Null while there is none yet. */
  shown(): Promise<ShownPicture | null> {
    return this.engine.shown();
  }

  dispose(): void {
    document.removeEventListener('visibilitychange', this.followVisibility);
    this.listeners.clear();
    this.engine.end();
    this.canvas.remove();
  }

  /** A hidden tab costs the server and this machine nothing. */
  private readonly followVisibility = () => {
    if (document.hidden || this.held) {
      this.engine.send('stop');
      this.update({ ...this.current, phase: 'paused' });
    } else {
      this.engine.send('start');
    }
  };

  private onEvent(event: SessionEvent): void {
    if (document.hidden || this.held) return;
    if (event.kind === 'stats') {
      const playing = this.current.phase === 'waiting' && event.stats.paintedAtMs >= this.openedAtMs;
      this.update({ phase: playing ? 'playing' : this.current.phase, stats: event.stats });
    } else if (event.state.kind === 'open') {
      this.openedAtMs = Date.now();
      this.update({ ...this.current, phase: 'waiting' });
    } else {
      this.update({ ...this.current, phase: event.state.kind });
    }
  }

  private update(state: PlayerState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}

/** One for all views of the page, while there are any: each thread has garbage of its own, and a wall has many pictures. */
let worker: Worker | null = null;
let views = 0;

function startInWorker(canvas: HTMLCanvasElement, url: string, onEvent: (event: SessionEvent) => void): Engine {
  worker ??= new Worker(new URL('./xray.worker.ts', import.meta.url), { type: 'module' });
  views += 1;
  const { port1: port, port2 } = new MessageChannel();
  let asked: ((shown: ShownPicture | null) => void)[] = [];
  const answer = (shown: ShownPicture | null) => {
    for (const resolve of asked) resolve(shown);
    asked = [];
  };
  port.onmessage = ({ data }: MessageEvent<WorkerEvent>) => (data.kind === 'shown' ? answer(data.shown) : onEvent(data));
  const view: WorkerView = { canvas: canvas.transferControlToOffscreen(), url };
  worker.postMessage(view, [view.canvas, port2]);
  const send = (command: WorkerCommand) => port.postMessage(command);
  const shown = () => new Promise<ShownPicture | null>((resolve) => {
    asked.push(resolve);
    send('shown');
  });
  const end = () => {
    send('end');
    answer(null);
    port.onmessage = null;
    views -= 1;
    if (views > 0) return;
    worker?.terminate();
    worker = null;
  };
  return { send, shown, end };
}

function startInPage(canvas: HTMLCanvasElement, url: string, onEvent: (event: SessionEvent) => void): Engine {
  const session = new XraySession(canvas, url, onEvent);
  return { send: (kind) => (kind === 'start' ? session.start() : session.stop()), shown: () => Promise.resolve(session.shown), end: () => session.stop() };
}
