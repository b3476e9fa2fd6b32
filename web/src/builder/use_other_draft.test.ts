import { beforeEach, expect, test, vi } from 'vitest';
import { keeperHere, newKeeper, rememberSeen, seenDrafts, wasKeptHere } from '../state/drafts';
import { readWorkflow } from '../document/workflow_file';
import { isNews, mergeTheirs } from './use_other_draft';

const doc = (options: object) => readWorkflow({ name: 'Y', nodes: { detect: { type: 'model', ...options } }, edges: [] });
const optionsOf = (merged: ReturnType<typeof doc>) => merged.nodes[0]?.options;
const info = (keeper: string, updatedAt = '2026-01-01T00:00:00Z') => ({ keeper, author: '', version: 1, updatedAt });

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
});

test('both sides’ changes come together, and theirs holds where both changed the same', () => {
  const base = doc({ confidence: 0.3 });
  const merged = mergeTheirs(doc({ confidence: 0.5, fps: 5 }), base, { base, doc: doc({ confidence: 0.7, iou: 0.4 }) });
  expect(optionsOf(merged)).toEqual({ confidence: 0.7, fps: 5, iou: 0.4 });
});

test('a draft of an older version takes nothing back that was stored since', () => {
  const stored = doc({ confidence: 0.3, fps: 9 });
  const theirs = { base: doc({ confidence: 0.3 }), doc: doc({ confidence: 0.7 }) };
  expect(optionsOf(mergeTheirs(stored, stored, theirs))).toEqual({ confidence: 0.7, fps: 9 });
});

test('what was put aside is news again only when it has changed', () => {
  expect(isNews('y', info('a'))).toBe(true);
  rememberSeen('y', 'a', info('a').updatedAt, ['a']);
  expect(isNews('y', info('a'))).toBe(false);
  expect(isNews('y', info('a', '2026-01-02T00:00:00Z'))).toBe(true);
  rememberSeen('y', 'b', info('b').updatedAt, ['b']);
  expect(Object.keys(seenDrafts('y'))).toEqual(['b']);
});

test('one’s own is news only where the browser has lost it, and has another name since', () => {
  const own = info(keeperHere('y'));
  expect(isNews('y', own)).toBe(false);
  newKeeper('y');
  expect(isNews('y', own)).toBe(true);
  expect(wasKeptHere(own.keeper)).toBe(true);
  expect(isNews('y', info(keeperHere('y')))).toBe(false);
});
