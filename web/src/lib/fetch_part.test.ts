import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchPart } from './fetch_part';

let away: number;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => (away-- > 0 ? Promise.reject(new TypeError('no network')) : Promise.resolve(new Response(''))));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a part waits for a server that is away', async () => {
  away = 3;
  let tries = 0;
  const load = () => (++tries === 1 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('part'));
  const part = fetchPart(load);
  await vi.advanceTimersByTimeAsync(300);
  expect(tries).toBe(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await part).toBe('part');
});

test('a part that the server does not have is given up', async () => {
  away = 0;
  await expect(fetchPart(() => Promise.reject(new TypeError('404')))).rejects.toThrow('404');
});
