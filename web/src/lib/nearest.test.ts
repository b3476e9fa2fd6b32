import { expect, test } from 'vitest';
import { nearest } from './nearest';

test('finds the word that was meant, if any is near', () => {
  const words = ['person', 'car', 'cat', 'traffic light'];
  expect(nearest('persn', words)).toBe('person');
  expect(nearest('Person', words)).toBe('person');
  expect(nearest('trafic lights', words)).toBe('traffic light');
  expect(nearest('xylophone', words)).toBe('');
  expect(nearest('', words)).toBe('');
  expect(nearest('x', ['ab'])).toBe('');
});
