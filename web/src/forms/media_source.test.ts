import { expect, test } from 'vitest';
import type { MediaEntry } from '../api/sources';
import { sourceOf, whyUnusable } from './media_source';

const file = (name: string, source = `/data/media/${name}`): MediaEntry => ({ name, kind: 'video', bytes: 1, source });

test('a source is relative to the first root, and begins with no blank', () => {
  expect(sourceOf(0, '', file('a.mp4'))).toBe('a.mp4');
  expect(sourceOf(0, 'door', file(' a.mp4'))).toBe('door/ a.mp4');
  expect(sourceOf(0, '', file(' a.mp4'))).toBe('./ a.mp4');
  expect(sourceOf(0, ' door', file('a.mp4'))).toBe('./ door/a.mp4');
  expect(sourceOf(1, '', file(' a.mp4', '/mnt/ a.mp4'))).toBe('/mnt/ a.mp4');
});

test('what names a variable or is no text can be no source', () => {
  expect(whyUnusable(0, '', file('${HOME}.mp4'))).toBe('variable');
  expect(whyUnusable(0, 'a${b', file('c}.mp4'))).toBe('variable');
  expect(whyUnusable(1, '', file('a.mp4', '/mnt/${x}/a.mp4'))).toBe('variable');
  expect(whyUnusable(0, '', file('${open.mp4'))).toBeNull();
  expect(whyUnusable(0, '', file('caf\ufffd.mp4'))).toBe('notText');
  expect(whyUnusable(0, '', { ...file('dir\ufffd'), kind: 'folder' })).toBe('notText');
  expect(whyUnusable(0, '', { ...file('${x}'), kind: 'folder' })).toBeNull();
});
