import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backoff } from './backoff';
import { ReconnectingSocket, type SocketState } from './reconnecting_socket';

class FakeSocket {
  binaryType = '';
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  close(): void {
    this.closed = true;
  }
}

let made: FakeSocket[];
let states: SocketState['kind'][];
let messages: unknown[];

function open(silenceLimitMs?: number): ReconnectingSocket {
  const socket = new ReconnectingSocket({
    url: 'ws://test',
    onMessage: (data) => messages.push(data),
    onState: (state) => states.push(state.kind),
    backoff: new Backoff(500, 4000, () => 1),
    create: () => {
      const fake = new FakeSocket();
      made.push(fake);
      return fake as unknown as WebSocket;
    },
    ...(silenceLimitMs === undefined ? {} : { silenceLimitMs }),
  });
  socket.open();
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  made = [];
  states = [];
  messages = [];
});
afterEach(() => vi.useRealTimers());

test('comes back with growing waits until a message has come', () => {
  open();
  made[0]?.onclose?.();
  vi.advanceTimersByTime(499);
  expect(made).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(made).toHaveLength(2);
  // Opened and cut at once is no success.
  made[1]?.onopen?.();
  made[1]?.onclose?.();
  vi.advanceTimersByTime(999);
  expect(made).toHaveLength(2);
  vi.advanceTimersByTime(1);
  made[2]?.onopen?.();
  made[2]?.onmessage?.({ data: 'hello' });
  made[2]?.onclose?.();
  vi.advanceTimersByTime(500);
  expect(made).toHaveLength(4);
  expect(messages).toEqual(['hello']);
  expect(states).toEqual(['connecting', 'retrying', 'connecting', 'open', 'retrying', 'connecting', 'open', 'retrying', 'connecting']);
});

test('a silent connection counts as dead', () => {
  open(6000);
  made[0]?.onopen?.();
  vi.advanceTimersByTime(5000);
  made[0]?.onmessage?.({ data: 'alive' });
  vi.advanceTimersByTime(5999);
  expect(made[0]?.closed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(made[0]?.closed).toBe(true);
  expect(states.at(-1)).toBe('retrying');
});

test('a closed one stays closed and can be opened again', () => {
  const socket = open();
  made[0]?.onclose?.();
  socket.close();
  vi.advanceTimersByTime(60_000);
  expect(made).toHaveLength(1);
  socket.open();
  socket.open();
  expect(made).toHaveLength(2);
});
