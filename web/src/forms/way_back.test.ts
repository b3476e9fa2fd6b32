import { expect, test } from 'vitest';
import { enters, WayBack } from './way_back';

const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

test('Escape gives back what was there before the first letter', () => {
  const way = new WayBack();
  for (const before of ['5', '', '1', '12']) way.changing(before);
  expect(way.take()).toEqual({ value: '5' });
  expect(way.take()).toBeNull();
});

test('what was entered stays, and what is typed after it goes back to that', () => {
  const way = new WayBack();
  way.changing(undefined);
  way.keep();
  expect(way.take()).toBeNull();
  way.changing('entered');
  expect(way.take()).toEqual({ value: 'entered' });
});

test('Enter and the keys that save or run enter a value', () => {
  expect(enters(press('Enter'), false)).toBe(true);
  expect(enters(press('Enter'), true)).toBe(false);
  expect(enters(press('Enter', true), true)).toBe(true);
  expect(enters(press('s', true), true)).toBe(true);
  expect(enters(press('s'), false)).toBe(false);
});
