import { describe, expect, test } from 'vitest';
import type { PointsRule } from '../../api/node_types';
import { crossing, faultOf, placed, pointsOf, sidesOf, valueOf } from './shape';

const area: PointsRule = { shape: 'area', min: 3, max: 32 };
const line: PointsRule = { shape: 'line', min: 2, max: 16 };
const points = (...pairs: [number, number][]) => pairs.map(([x, y]) => ({ x, y }));
const square = points([0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8]);
const bowTie = points([0.2, 0.2], [0.8, 0.8], [0.8, 0.2], [0.2, 0.8]);

describe('reading', () => {
  test('fractions and percents are read as the engine reads them, and written as fractions', () => {
    expect(pointsOf([[0.1, '20%'], ['0.5', 1]])).toEqual(points([0.1, 0.2], [0.5, 1]));
    expect(valueOf(points([0.1, 0.2]))).toEqual([[0.1, 0.2]]);
    expect([pointsOf(undefined), pointsOf(null), pointsOf([])]).toEqual([[], [], []]);
  });

  test.each([['text'], [3], [[0.1, 0.2]], [[[0.1]]], [[[0.1, 0.2, 0.3]]], [[[0.1, 1.2]]], [[[-0.1, 0.2]]], [[['x', 0.2]]], [{ x: 1 }]])('%j is no list of points', (value) => {
    expect(pointsOf(value)).toBeNull();
  });

  test('a place lies in the picture and is short enough to be read', () => {
    expect(placed(-0.2, 1.2)).toEqual({ x: 0, y: 1 });
    expect(placed(1 / 3, 0.99996)).toEqual({ x: 0.3333, y: 1 });
  });
});

test('an area closes, a line does not, nor do two points', () => {
  expect(sidesOf(square, 'area')).toHaveLength(4);
  expect(sidesOf(square, 'line')).toHaveLength(3);
  expect(sidesOf(square.slice(0, 2), 'area')).toHaveLength(1);
  expect(sidesOf(square.slice(0, 1), 'area')).toHaveLength(0);
});

describe('what is wrong', () => {
  test('the number of points', () => {
    expect(faultOf(square.slice(0, 2), area)).toEqual({ kind: 'few', count: 2 });
    expect(faultOf(square, { ...area, max: 3 })).toEqual({ kind: 'many', count: 4 });
    expect(faultOf(square.slice(0, 2), line)).toBeNull();
  });

  test('an area that crosses itself names its sides; in both orders of its points, concave ones do not', () => {
    const bay = points([0.1, 0.1], [0.4, 0.1], [0.4, 0.6], [0.6, 0.6], [0.6, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]);
    expect([square, [...square].reverse(), bay, [...bay].reverse()].map(crossing)).toEqual([null, null, null, null]);
    expect(faultOf(bowTie, area)).toEqual({ kind: 'crossing', sides: [1, 2, 3, 4] });
    expect(faultOf(points([0.2, 0.2], [0.2, 0.8], [0.8, 0.2], [0.8, 0.8]), area)).toEqual({ kind: 'crossing', sides: [2, 3, 4, 1] });
    expect(crossing(points([0.1, 0.1], [0.9, 0.1], [0.5, 0.1], [0.5, 0.9]))).toEqual([0, 1]);
    expect(crossing(points([0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.5, 0.1], [0.1, 0.9]))).toEqual([0, 2]);
  });

  test('a line may cross itself', () => {
    expect(faultOf(bowTie, line)).toBeNull();
  });

  test('points on each other, the last one on the first included, and an area without a size', () => {
    expect(faultOf(points([0.1, 0.1], [0.1, 0.1], [0.9, 0.2]), area)).toEqual({ kind: 'same', first: 1, second: 2 });
    expect(faultOf([...square, ...square.slice(0, 1)], area)).toEqual({ kind: 'same', first: 5, second: 1 });
    expect(faultOf(points([0.1, 0.1], [0.5, 0.5], [0.9, 0.9]), area)).toEqual({ kind: 'flat' });
    expect(faultOf(points([0.1, 0.1], [0.5, 0.5], [0.9, 0.901]), area)).toBeNull();
  });
});
