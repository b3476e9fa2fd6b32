import { expect, test } from 'vitest';
import { equal, keepEqual } from './equal';

test('compares JSON values deeply', () => {
  expect(equal({ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] })).toBe(true);
  expect(equal({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(equal([1, 2], [1, 2, 3])).toBe(false);
  expect(equal([], {})).toBe(false);
  expect(equal(null, {})).toBe(false);
});

test('what did not change keeps its identity', () => {
  const before = { nodes: ['a'] };
  expect(keepEqual(before, { nodes: ['a'] })).toBe(before);
  const after = { nodes: ['b'] };
  expect(keepEqual(before, after)).toBe(after);
});
