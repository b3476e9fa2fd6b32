import { QueryClient } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ApiError } from '../api/problem';
import { faultOf, knownRoots, MediaList } from './media_browser';

const nothing = () => undefined;
const missing = new ApiError('there is no folder /data/media', 404);

test('a root that fails leaves the choice of the others, and says why', () => {
  const client = new QueryClient();
  expect(knownRoots(client)).toEqual([]);
  client.setQueryData(['media', 1, ''], { roots: ['/data/media', '/mnt/cameras'], entries: [] });
  const roots = knownRoots(client);
  expect(roots).toEqual(['/data/media', '/mnt/cameras']);
  const page = renderToStaticMarkup(createElement(MediaList, { roots, root: 0, folder: '', entries: null, fault: faultOf(missing, roots), onPlace: nothing, onPick: nothing }));
  expect(page).toContain('there is no folder /data/media');
  expect(page.match(/<option/g)).toHaveLength(2);
  expect(page).not.toContain('skeleton');
});

test('a folder that is gone leaves the way up', () => {
  const page = renderToStaticMarkup(createElement(MediaList, { roots: ['/data/media'], root: 0, folder: 'gone', entries: null, fault: 'it is gone', onPlace: nothing, onPick: nothing }));
  expect(page).toContain('Up one folder');
});

test('what can be no source says why, and cannot be picked', () => {
  const entries = [{ name: '${HOME}.mp4', kind: 'video' as const, bytes: 1, source: '' }, { name: 'a.mp4', kind: 'video' as const, bytes: 1, source: '' }];
  const page = renderToStaticMarkup(createElement(MediaList, { roots: ['/data/media'], root: 0, folder: '', entries, fault: null, onPlace: nothing, onPick: nothing }));
  expect(page).toContain('stands for a variable');
  expect(page.match(/disabled=""/g)).toHaveLength(1);
});

test('a server that knows no listing is one that does not list files; another failure says what it is', () => {
  expect(faultOf(missing, [])).toBe('This server does not list files; type a path.');
  expect(faultOf(new ApiError('The server answered 503.', 503), [])).toBe('The server answered 503.');
  expect(faultOf(null, [])).toBeNull();
});
