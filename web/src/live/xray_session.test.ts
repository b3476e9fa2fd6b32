import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeMessage } from './encode_message';
import { XraySession, type SessionEvent } from './xray_session';

class FakeSocket {
  static newest: FakeSocket;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor() {
    FakeSocket.newest = this;
  }
  close(): void {
    this.onclose = null;
  }
}

const drawn: number[] = [];
/** Decodes begun and not ended yet; each picture's only byte is its number. */
let decoding: { number: number; end: (good: boolean) => void }[];
const canvas = { width: 0, height: 0, getContext: () => ({ drawImage: (bitmap: { number: number }) => drawn.push(bitmap.number) }) };
let events: SessionEvent[];

beforeEach(() => {
  drawn.length = 0;
  decoding = [];
  events = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('createImageBitmap', async (blob: Blob) => {
    const number = new Uint8Array(await blob.arrayBuffer())[0] ?? 0;
    return new Promise((resolve, reject) => {
      const bitmap = { number, width: 64, height: 48, close: () => undefined };
      decoding.push({ number, end: (good) => (good ? resolve(bitmap) : reject(new Error('broken'))) });
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

function startSession(): XraySession {
  const session = new XraySession(canvas as unknown as OffscreenCanvas, 'ws://test', (event) => events.push(event));
  session.start();
  return session;
}

function send(number: number): void {
  FakeSocket.newest.onmessage?.({ data: encodeMessage({ seq: number, codec: 'jpeg' }, [number]) });
}

async function endDecode(good = true): Promise<number> {
  await vi.waitFor(() => expect(decoding).toHaveLength(1));
  const [next] = decoding.splice(0);
  next?.end(good);
  return next?.number ?? 0;
}

test('the newest picture wins while one is decoded', async () => {
  const session = startSession();
  send(1);
  await vi.waitFor(() => expect(decoding).toHaveLength(1));
  send(2);
  send(3);
  send(4);
  expect(await endDecode()).toBe(1);
  expect(await endDecode()).toBe(4);
  await vi.waitFor(() => expect(drawn).toEqual([1, 4]));
  expect([canvas.width, canvas.height]).toEqual([64, 48]);
  session.stop();
});

test('the picture that is shown is at hand as it came, also when it is stopped or a later one is broken', async () => {
  const session = startSession();
  expect(session.shown).toBeNull();
  for (const [number, good] of [[7, true], [8, false]] as const) {
    send(number);
    await endDecode(good);
  }
  await vi.waitFor(() => expect(drawn).toEqual([7]));
  session.stop();
  expect(session.shown?.picture.type).toBe('image/jpeg');
  expect(new Uint8Array((await session.shown?.picture.arrayBuffer()) ?? [])).toEqual(new Uint8Array([7]));
});

test('a broken picture is counted and the next one is shown', async () => {
  const session = startSession();
  send(1);
  await endDecode(false);
  send(2);
  await endDecode();
  await vi.waitFor(() => expect(drawn).toEqual([2]));
  const stats = events.filter((event) => event.kind === 'stats').at(-1);
  expect(stats?.stats.broken).toBe(1);
  session.stop();
});

test('what is no picture message is counted, not shown', async () => {
  const session = startSession();
  FakeSocket.newest.onmessage?.({ data: new ArrayBuffer(2) });
  send(5);
  await endDecode();
  await vi.waitFor(() => expect(drawn).toEqual([5]));
  expect(events.filter((event) => event.kind === 'stats').at(-1)?.stats.broken).toBe(1);
  session.stop();
});
