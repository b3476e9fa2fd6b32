import { expect, test } from 'vitest';
import { columnsFor } from './columns';

test('as many columns as make the pictures largest', () => {
  expect(columnsFor(4, 16 / 9)).toBe(2);
  expect(columnsFor(4, 9 / 16)).toBe(1);
  expect(columnsFor(4, 8)).toBe(4);
  expect(columnsFor(1, 16 / 9)).toBe(1);
});
