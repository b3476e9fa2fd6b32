import { expect, test } from 'vitest';
import { apart, BoxIndex } from './box_index';
import type { Box } from './types';

/** The same numbers each time. */
function numbers(seed: number): (max: number) => number {
  let state = seed;
  return (max) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state / 2_147_483_648) * max;
  };
}

test('finds what lies near as a look at each box does', () => {
  const next = numbers(7);
  const box = (sizeMax: number): Box => ({ x: next(8000) - 4000, y: next(8000) - 4000, width: next(sizeMax), height: next(sizeMax) });
  const all = [...Array.from({ length: 150 }, () => box(400)), ...Array.from({ length: 3 }, () => box(9000))];
  for (const some of [all, all.slice(0, 150)]) {
    const index = new BoxIndex(some);
    const asked = Array.from({ length: 2000 }, () => ({ at: box(400), gap: Math.floor(next(2)) * 32 }));
    const found = asked.map(({ at, gap }) => index.isFree(at, gap));
    expect(found).toEqual(asked.map(({ at, gap }) => some.every((other) => apart(at, other, gap))));
    if (some.length === 150) expect(new Set(found).size).toBe(2);
  }
});

test('boxes that touch leave no gap, in cells beside each other too', () => {
  const index = new BoxIndex([{ x: 272, y: 0, width: 240, height: 144 }]);
  expect(index.isFree({ x: 512, y: 0, width: 240, height: 144 }, 0)).toBe(true);
  expect(index.isFree({ x: 543, y: 0, width: 240, height: 144 }, 32)).toBe(false);
  expect(index.isFree({ x: 544, y: 0, width: 240, height: 144 }, 32)).toBe(true);
});

test('a box that is nowhere, or out of this world, is found near everything that it covers', () => {
  const nowhere = { x: Number.NaN, y: 0, width: 240, height: 144 };
  expect(new BoxIndex([nowhere]).isFree({ x: 0, y: 0, width: 240, height: 144 }, 0)).toBe(false);
  expect(new BoxIndex([{ x: 1e300, y: 0, width: 240, height: 144 }]).isFree({ x: 1e300, y: 0, width: 240, height: 144 }, 0)).toBe(true);
});
