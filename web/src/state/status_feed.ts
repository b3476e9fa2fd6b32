// Keeps the store up to date: the status socket, plain requests while it does not come up, nothing while the tab is hidden.
import { webSocketUrl } from '../api/client';
import { decodeStatusUpdate } from '../api/decode';
import { ReconnectingSocket, type SocketState } from '../lib/reconnecting_socket';
import { refreshAll, refreshMachine, refreshStatus, refreshWorkflows } from './actions';
import { applyUpdate, useApp } from './store';

const pollPeriodMs = 2000;
/** Load and devices are not part of the status messages. */
const machinePeriodMs = 3000;
/** The server speaks twice a second. */
const silenceLimitMs = 6000;
/** Between two lists, when the status goes on to differ from the list. */
const listPeriodMs = 3000;

export class StatusFeed {
  private readonly socket = new ReconnectingSocket({
    url: webSocketUrl('/api/ws/status'),
    onMessage: (data) => this.take(data),
    onState: (state) => this.follow(state),
    silenceLimitMs,
  });
  private pollTimer: ReturnType<typeof setInterval> | undefined;
  private machineTimer: ReturnType<typeof setInterval> | undefined;
  private listing = false;
  private listedAtMs = 0;

  start(): void {
    document.addEventListener('visibilitychange', this.followVisibility);
    this.followVisibility();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.followVisibility);
    this.rest();
  }

  private readonly followVisibility = () => {
    if (document.hidden) this.rest();
    else this.work();
  };

  private work(): void {
    this.socket.open();
    this.list();
    const askMachine = () => void refreshMachine().catch(() => undefined);
    askMachine();
    this.machineTimer ??= setInterval(askMachine, machinePeriodMs);
  }

  private rest(): void {
    this.socket.close();
    this.poll(false);
    clearInterval(this.machineTimer);
    this.machineTimer = undefined;
  }

  private take(data: ArrayBuffer | string): void {
    if (typeof data !== 'string') return;
    const update = decodeStatusUpdate(parse(data));
    if (update === null) return;
    applyUpdate(update);
    useApp.setState({ link: 'live' });
    this.listWhenNews();
  }

  private follow(state: SocketState): void {
    if (state.kind !== 'connecting') useApp.setState({ asOfUs: 0 });
    if (state.kind === 'open') this.poll(false);
    if (state.kind === 'retrying') this.poll(true);
  }

  private poll(on: boolean): void {
    if (!on) {
      clearInterval(this.pollTimer);
      this.pollTimer = undefined;
      return;
    }
    if (this.pollTimer !== undefined) return;
    const ask = () => {
      refreshStatus().then(
        () => {
          useApp.setState({ link: 'polling' });
          this.listWhenNews();
        },
        () => useApp.setState({ link: 'lost', system: null }),
      );
    };
    ask();
    this.pollTimer = setInterval(ask, pollPeriodMs);
  }

  /** The status names workflows only; somebody may have made, renamed or removed one elsewhere. */
  private listWhenNews(): void {
    const { statuses, workflows, loaded } = useApp.getState();
    const ids = Object.keys(statuses);
    const listed = (id: string) => {
      const stored = statuses[id]?.stored_version ?? null;
      return workflows[id]?.name === statuses[id]?.name && (stored === null || stored === workflows[id]?.version);
    };
    const known = ids.length === Object.keys(workflows).length && ids.every(listed);
    if ((!loaded || !known) && Date.now() - this.listedAtMs > listPeriodMs) this.list();
  }

  private list(): void {
    if (this.listing) return;
    this.listing = true;
    this.listedAtMs = Date.now();
    (useApp.getState().loaded ? refreshWorkflows() : refreshAll())
      .catch(() => undefined)
      .finally(() => (this.listing = false));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
