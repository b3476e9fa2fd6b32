import { expect, test } from 'vitest';
import { decodeSnapshot } from '../api/decode';
import { profileRows, scaleEndMs, stagePath } from './profile_rows';

const timing = (p95_ms: number, kind = 'work') => ({ kind, count: 10, avg_ms: 1, p50_ms: 1, p95_ms });

test('the stages of the path are always there; the rest follows in order', () => {
  const rows = profileRows(decodeSnapshot({
    operations: { queue_wait: timing(3, 'wait'), blur: timing(2), model_inference: timing(40) },
    unaccounted: timing(1),
  }));
  expect(rows.map((row) => row.name)).toEqual([...stagePath, 'blur', 'queue_wait', 'unaccounted']);
  expect(rows.map((row) => row.kind).slice(-3)).toEqual(['work', 'wait', 'unaccounted']);
  expect(rows.find((row) => row.name === 'model_inference')?.stats?.p95_ms).toBe(40);
  expect(rows.find((row) => row.name === 'scale')?.stats).toBeNull();
});

test('nothing is shown as measured before there are frames', () => {
  expect(profileRows(undefined).every((row) => row.stats === null)).toBe(true);
  expect(profileRows(decodeSnapshot({})).every((row) => row.stats === null)).toBe(true);
});

test.each([[0.2, 1], [3, 5], [40, 50], [50, 50], [51, 100], [180, 200], [640, 1000]])('a p95 of %d ms is drawn on a scale to %d ms', (p95, end) => {
  expect(scaleEndMs(profileRows(decodeSnapshot({ operations: { scale: timing(p95) } })))).toBe(end);
});
