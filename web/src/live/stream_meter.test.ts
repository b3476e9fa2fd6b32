import { expect, test } from 'vitest';
import type { PictureHeader } from './protocol';
import { StreamMeter } from './stream_meter';

const header = (captureUnixMs: number, ageMs = 40): PictureHeader => ({
  sequence: 0, captureUnixMs, ageMs, width: 1, height: 1, sourceWidth: 1, sourceHeight: 1, codec: 'jpeg', quality: 60, skipped: false, found: [], reduced: false, detections: 0,
});

test('counts pictures and bytes of the last two seconds', () => {
  const meter = new StreamMeter();
  for (let at = 0; at <= 5000; at += 100) {
    meter.received(header(at - 40), 10_000, at);
    meter.painted(header(at - 40), at, at);
  }
  const stats = meter.stats(5000);
  expect(stats.fps).toBeCloseTo(10);
  expect(stats.bytesPerSecond).toBeCloseTo(105_000);
  expect(stats.paintedAtMs).toBe(5000);
  expect(meter.stats(8000).fps).toBe(0);
});

test('the clocks of server and viewer may differ', () => {
  const meter = new StreamMeter();
  const serverAhead = 3_600_000;
  const first = header(serverAhead);
  meter.received(first, 1, 50);
  meter.painted(first, 50, 56);
  expect(meter.stats(56).latencyP50Ms).toBeCloseTo(46);
});

test('a message that is slower than the fastest one counts its delay', () => {
  const meter = new StreamMeter();
  meter.received(header(0), 1, 45);
  const late = header(100);
  meter.received(late, 1, 245);
  meter.painted(late, 245, 250);
  expect(meter.stats(250).latencyP50Ms).toBeCloseTo(40 + 100 + 5);
});

test('the last picture, which a connection begins with, makes no rate', () => {
  const meter = new StreamMeter();
  const show = (at: number) => {
    meter.received(header(at - 40), 1, at);
    meter.painted(header(at - 40), at, at);
    return meter.stats(at).fps;
  };
  // Two pictures a second; the first is shown again 13 ms before the next one comes.
  meter.opened();
  expect([987, 1000, 1500, 2000].map(show)).toEqual([0, 0, 0, 2]);
  meter.opened();
  for (const at of [2490, 2500, 3000, 3500]) expect(show(at)).toBeLessThanOrEqual(2);
});
