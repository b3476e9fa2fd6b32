import { expect, test } from 'vitest';
import { Backoff } from './backoff';

test('doubles from half a second to four seconds', () => {
  const backoff = new Backoff(500, 4000, () => 1);
  expect([1, 2, 3, 4, 5].map(() => backoff.nextMs())).toEqual([500, 1000, 2000, 4000, 4000]);
});

test('begins anew after a success, and takes up to a fifth off', () => {
  const backoff = new Backoff(500, 4000, () => 0);
  backoff.nextMs();
  backoff.reset();
  expect(backoff.nextMs()).toBe(400);
});
