import { expect, test } from 'vitest';
import { boxAround, broughtIn, isSeen, zoomFor } from './make_room';

const box = { x: 800, y: 100, width: 200, height: 100 };

test('what a panel would hide is moved in, and no further', () => {
  const view = { x: 0, y: 0, zoom: 1 };
  const size = { width: 600, height: 400 };
  expect(isSeen(box, view, size)).toBe(false);
  const moved = broughtIn(box, view, size);
  expect(moved).toEqual({ x: -424, y: 0, zoom: 1 });
  expect(isSeen(box, moved, size)).toBe(true);
  expect(broughtIn(box, moved, size)).toEqual(moved);
});

test('a box larger than the canvas is put in its middle that way', () => {
  expect(broughtIn(box, { x: 0, y: 0, zoom: 4 }, { width: 400, height: 800 })).toEqual({ x: -3400, y: -24, zoom: 4 });
});

test('a box around none is none; around several it holds them all', () => {
  expect(boxAround([])).toBeNull();
  const around = boxAround([box, { x: 0, y: 300, width: 10, height: 10 }]);
  expect(around).toEqual({ x: 0, y: 100, width: 1000, height: 210 });
  expect(zoomFor({ x: 0, y: 0, width: 1000, height: 100 }, { width: 548, height: 400 })).toBeCloseTo(0.5);
});
