import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { timers } from './timers';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what was set runs once, and nothing after the end', () => {
  const { later, clear } = timers();
  const ran: number[] = [];
  later(() => ran.push(1), 10);
  later(() => ran.push(2), 20);
  vi.advanceTimersByTime(15);
  expect(ran).toEqual([1]);
  later(() => later(() => ran.push(3), 10), 1);
  vi.advanceTimersByTime(2);
  clear();
  vi.advanceTimersByTime(1000);
  expect([ran, vi.getTimerCount()]).toEqual([[1], 0]);
});
