import { expect, test } from 'vitest';
import { detailOf } from './detail';

test('the farther, the less is shown', () => {
  expect([2, 1, 0.4, 0.39, 0.28, 0.27, 0.02].map(detailOf)).toEqual(['all', 'all', 'all', 'title', 'title', 'name', 'name']);
});
