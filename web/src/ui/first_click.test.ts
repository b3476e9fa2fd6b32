import { expect, test } from 'vitest';
import { FirstClick } from './first_click';

test('the second of a double click is meant for nothing; another click soon after is, and keys always are', () => {
  const clicks = new FirstClick();
  const click = (detail: number, atMs: number) => clicks.isMeant({ detail, isTouch: false, atMs });
  expect([click(1, 0), click(2, 150), click(3, 300), click(1, 350), click(0, 360), click(0, 370)]).toEqual([true, false, false, true, true, true]);
});

test('taps that nobody counts are told by their time', () => {
  const clicks = new FirstClick();
  const tap = (atMs: number) => clicks.isMeant({ detail: 1, isTouch: true, atMs });
  expect([tap(0), tap(200), tap(450)]).toEqual([true, false, true]);
});
