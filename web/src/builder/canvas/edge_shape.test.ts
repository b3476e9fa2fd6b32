import { expect, test } from 'vitest';
import { edgeShape, pathOf, pointAt } from './edge_shape';

const [from, to] = [{ x: 240, y: 24 }, { x: 768, y: 24 }];

test('an edge is one curve from port to port', () => {
  const shape = edgeShape(from, to);
  expect(pathOf(shape)).toBe('M240,24 C504,24 504,24 768,24');
  expect([pointAt(shape, 0), pointAt(shape, 0.5), pointAt(shape, 1)]).toEqual([from, { x: 504, y: 24 }, to]);
});

test('with a lane it runs level there, from its begin to its end', () => {
  const shape = edgeShape(from, to, { left: 384, right: 624, y: -20, below: false });
  expect([pointAt(shape, 0), pointAt(shape, 1)]).toEqual([from, to]);
  for (const at of [0.35, 0.5, 0.65]) expect(pointAt(shape, at).y).toBeCloseTo(-20);
});

test('an edge back turns around on both sides', () => {
  const shape = edgeShape({ x: 1008, y: 24 }, { x: 0, y: 280 }, { left: 0, right: 1008, y: 200, below: false });
  const along = Array.from({ length: 101 }, (_, index) => pointAt(shape, index / 100));
  expect(Math.max(...along.map(({ x }) => x))).toBeGreaterThan(1008);
  expect(Math.min(...along.map(({ x }) => x))).toBeLessThan(0);
  expect(pointAt(shape, 0.5).y).toBeCloseTo(200);
});
