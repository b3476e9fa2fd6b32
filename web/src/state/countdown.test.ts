import { expect, test } from 'vitest';
import { countedDown } from './countdown';

const said = 'rtsp://door is silent. Trying again in 3.9 s.';
const after = (ms: number, message = said, key = 'a camera') => countedDown(key, message, 50_000 + ms);

test('what is left of a wait grows less while the node says nothing new', () => {
  expect([0, 1000, 2000, 3800].map((ms) => after(ms))).toEqual([4, 3, 2, 1].map((left) => `rtsp://door is silent. Trying again in ${left} s.`));
  expect(after(4100)).toBe('rtsp://door is silent. Trying again now.');
});

test('a new wait begins anew, also one as long as the one before', () => {
  expect(after(5000, 'rtsp://door is silent. Trying again in 7.8 s.')).toBe('rtsp://door is silent. Trying again in 8 s.');
  expect(after(13_000, 'opening')).toBe('opening');
  expect(after(14_000)).toBe('rtsp://door is silent. Trying again in 4 s.');
});

test('each node waits for itself', () => {
  after(0, said, 'b camera');
  expect(after(2000, said, 'c camera')).toBe('rtsp://door is silent. Trying again in 4 s.');
  expect(after(2000, said, 'b camera')).toBe('rtsp://door is silent. Trying again in 2 s.');
});
