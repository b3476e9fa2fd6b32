import { expect, test } from 'vitest';
import { FirstClick } from './first_click';

test('the second of a double click is meant for nothing, however it is numbered; a later one is', () => {
  const clicks = new FirstClick();
  expect(clicks.isMeant(1, 0)).toBe(true);
  expect(clicks.isMeant(2, 150)).toBe(false);
  expect(clicks.isMeant(1, 200)).toBe(false);
  expect(clicks.isMeant(1, 600)).toBe(true);
});

test('what has just come under the pointer is not meant; keys always are', () => {
  const clicks = new FirstClick();
  clicks.changed(1000);
  expect(clicks.isMeant(1, 1100)).toBe(false);
  expect(clicks.isMeant(0, 1100)).toBe(true);
  expect(clicks.isMeant(1, 1600)).toBe(true);
});
