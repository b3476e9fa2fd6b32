import { expect, test } from 'vitest';
import { laneAround } from './lane';

const model = { x: 384, y: 0, width: 240, height: 144 };
const [from, to] = [{ x: 240, y: 24 }, { x: 768, y: 24 }];

test('an edge with nothing in its way has no lane', () => {
  expect(laneAround([], from, to)).toBeNull();
  expect(laneAround([{ ...model, y: 176 }], from, to)).toBeNull();
  expect(laneAround([{ ...model, x: 800 }], from, to)).toBeNull();
});

test('an edge passes a node between its ends on the nearer side', () => {
  expect(laneAround([model], from, to)).toEqual({ left: 384, right: 624, y: -20, below: false });
  expect(laneAround([{ ...model, y: -100 }], from, to)).toEqual({ left: 384, right: 624, y: 64, below: true });
});

test('the lane runs under no other node', () => {
  const lane = laneAround([model, { ...model, y: -150 }], from, to);
  expect(lane?.y).toBe(164);
});

test('an edge back to the left passes between the rows', () => {
  const row = [0, 1, 2].map((index) => ({ x: 384 * index, y: 0, width: 240, height: 144 }));
  const next = row.map((box) => ({ ...box, y: 256 }));
  const lane = laneAround([...row, ...next], { x: 1008, y: 24 }, { x: 0, y: 280 });
  expect(lane?.y).toBeGreaterThan(144);
  expect(lane?.y).toBeLessThan(256);
});
