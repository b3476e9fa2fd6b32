import { expect, test } from 'vitest';
import { withoutWait, withWait } from './countdown';

const said = 'rtsp://door is silent. Trying again in 3.9 s.';

test('what is left of a wait is what the server says, whatever the wait was when it began', () => {
  expect([3900, 3000, 2001, 500].map((ms) => withWait(said, ms))).toEqual([4, 3, 3, 1].map((left) => `rtsp://door is silent. Trying again in ${left} s.`));
  expect([withWait(said, 400), withWait(said, 0)]).toEqual(Array(2).fill('rtsp://door is silent. Trying again now.'));
});

test('what waits for nothing names no time', () => {
  expect(withWait(said, null)).toBe('rtsp://door is silent.');
  expect(withWait('the disk is full', null)).toBe('the disk is full');
});

test('a message without the number gets it, and no message is none', () => {
  expect(withWait('The disk is full.', 5000)).toBe('The disk is full. Trying again in 5 s.');
  expect(withWait('', 0)).toBe('Trying again now.');
  expect(withoutWait('door is silent, trying again in 2 s')).toBe('door is silent.');
  expect(withoutWait('the server failed (5xx); try again later')).toBe('the server failed (5xx); try again later');
});
