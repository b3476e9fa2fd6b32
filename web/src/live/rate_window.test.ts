import { expect, test } from 'vitest';
import { RateWindow } from './rate_window';

function filled(periodMs: number, untilMs: number): RateWindow {
  const rate = new RateWindow();
  for (let at = 0; at <= untilMs; at += periodMs) rate.add(at);
  return rate;
}

test('a fast stream counts the last two seconds, so that a change is soon seen', () => {
  const rate = filled(100, 5000);
  expect(rate.perSecond(5000)).toBeCloseTo(10);
  for (let at = 5050; at <= 7100; at += 50) rate.add(at);
  expect(rate.perSecond(7100)).toBeCloseTo(20, 0);
});

test('a picture every five seconds is 0.2 a second, also between two', () => {
  const rate = filled(5000, 60_000);
  expect(rate.perSecond(60_000)).toBeCloseTo(0.2);
  expect(rate.perSecond(64_900)).toBeCloseTo(0.2);
  expect(rate.intervalMs()).toBe(5000);
});

test('the rate falls when pictures stay out, and ends', () => {
  const slow = filled(5000, 60_000);
  expect(slow.perSecond(75_000)).toBeCloseTo(1 / 15);
  expect(slow.perSecond(111_000)).toBe(0);
  const fast = filled(100, 5000);
  expect(fast.perSecond(7100)).toBe(0);
});

test('one interval is no rate yet', () => {
  const rate = filled(500, 500);
  expect(rate.perSecond(500)).toBe(0);
  expect(rate.isKnown()).toBe(false);
  expect(rate.intervalMs()).toBe(500);
  rate.add(1000);
  expect(rate.perSecond(1000)).toBeCloseTo(2);
});

test('one picture, or one after a long silence, has no rate', () => {
  const rate = new RateWindow();
  expect(rate.perSecond(0)).toBe(0);
  rate.add(0);
  expect(rate.perSecond(100)).toBe(0);
  rate.add(200_000);
  expect(rate.perSecond(200_000)).toBe(0);
});
