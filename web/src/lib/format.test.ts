import { expect, test } from 'vitest';
import { count, duration, figure, fps, milliseconds, moment, percent, rateOfBytes, shortPlace } from './format';

test('figures have at most three significant digits', () => {
  expect([0.1234, 0.996, 4.56, 9.996, 31.24, 99.94, 123.4, 1240].map(figure)).toEqual(['0.12', '1.0', '4.6', '10.0', '31.2', '99.9', '123', '1,240']);
});

test('units follow the size', () => {
  expect(milliseconds(0.05)).toBe('0.05 ms');
  expect(milliseconds(1234)).toBe('1.2 s');
  expect(rateOfBytes(363_400)).toBe('363 KB/s');
  expect(rateOfBytes(2_340_000)).toBe('2.3 MB/s');
  expect([12, 9_999, 40_100, 3_100_000].map(count)).toEqual(['12', '10.0 k', '40.1 k', '3.1 M']);
  expect([0, 0.004, 0.71, 1].map(percent)).toEqual(['0 %', '0.4 %', '71 %', '100 %']);
  expect([0, 0.2, 0.997, 14.62, 120.4].map(fps)).toEqual(['0.0 fps', '0.20 fps', '1.0 fps', '14.6 fps', '120 fps']);
});

test('durations name at most two units', () => {
  expect([8, 59.9, 240, 7200, 7900, 273_600].map(duration)).toEqual(['8 s', '59 s', '4 min', '2 h', '2 h 11 min', '3 d 4 h']);
});

test('a moment of another day names the day', () => {
  const now = new Date(2026, 4, 2, 15, 0);
  expect(moment(new Date(2026, 4, 2, 9, 5).toISOString(), now, 'en-GB')).toBe('09:05');
  expect(moment(new Date(2026, 4, 1, 9, 5).toISOString(), now, 'en-GB')).toBe('1 May 09:05');
  expect(moment('', now)).toBe('');
  expect(moment('yesterday', now)).toBe('');
});

test('a source is called by what tells it from others', () => {
  expect(['rtsp://user:pw@10.0.0.7:554/none', 'rtsp://door.local', 'test://pattern?size=1', '/srv/street.mp4', 'a.avi', 'clips/'].map(shortPlace)).toEqual(['10.0.0.7:554/none', 'door.local', 'pattern', 'street.mp4', 'a.avi', 'clips/']);
});
