import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginWorld, openTab, stored, world } from './testing/tabs';

beforeEach(() => {
  beginWorld();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = () => vi.advanceTimersByTimeAsync(2100);
const names = () => [...world.drafts.values()].map((draft) => (draft as { document: { nodes: { detect: { confidence: number } } } }).document.nodes.detect.confidence);
const elsewhere = { base_version: 1, document: { ...stored, name: 'Of another' } };

test('the draft on the server follows the one here, and goes with it; that of another browser stays as it is', async () => {
  world.drafts.set('another', elsewhere);
  const a = await openTab();
  a.set('confidence', 0.7);
  a.work.keepWork();
  expect(world.drafts.size).toBe(1);
  await later();
  expect(world.drafts.size).toBe(2);
  expect(names()).toContain(0.7);
  a.storage.discardDraft();
  await later();
  expect([...world.drafts]).toEqual([['another', elsewhere]]);
});

test('it is not taken away by a page that only looks, nor by a tab without work of its own', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  a.work.keepWork();
  await later();
  const b = await openTab();
  world.kept.delete('overwatch.draft.y');  // there was no room for it
  const c = await openTab();
  for (const tab of [b, c]) tab.work.keepWork();
  c.work.keepWork({ leaving: true });
  await later();
  expect(names()).toEqual([0.7]);
  c.set('confidence', 0.9);
  c.work.keepWork();
  await later();
  expect(names()).toEqual([0.7, 0.9]);
  c.storage.discardDraft();
  await later();
  expect(names()).toEqual([0.7]);
});

test('one that this browser has no room for is in no way of the next visit', async () => {
  const a = await openTab();
  a.set('confidence', 0.6);
  a.work.keepWork();
  world.full = true;
  a.set('confidence', 0.7);
  a.work.keepWork();
  expect(a.drafts.readDraft('y')?.yaml).toContain('0.7');
  await later();
  world.full = false;
  const b = await openTab();
  expect(b.value()).toBe(0.3);
  b.set('confidence', 0.9);
  b.work.keepWork();
  await later();
  expect(names()).toEqual([0.7, 0.9]);
});

test('of one that this browser has no room for it is known whether the server has it; the older one stays until then', async () => {
  const a = await openTab();
  const shelter = () => a.drafts.useDrafts.getState().shelters.y;
  const change = (value: number) => {
    a.set('confidence', value);
    a.work.keepWork();
  };
  change(0.6);
  await later();
  expect([shelter(), a.drafts.wouldLose()]).toEqual([undefined, false]);
  [world.full, world.away] = [true, true];
  change(0.7);
  await later();
  expect([shelter(), a.drafts.wouldLose()]).toEqual(['nowhere', true]);
  expect(world.kept.get('overwatch.draft.y')).toContain('0.6');
  world.away = false;
  await a.storage.meetServer('y');
  await later();
  expect([shelter(), a.drafts.wouldLose()]).toEqual(['server', false]);
  expect(world.kept.has('overwatch.draft.y')).toBe(false);
  change(0.8);
  expect(shelter()).toBe('nowhere');
  world.full = false;
  change(0.9);
  expect(shelter()).toBeUndefined();
  a.storage.discardDraft();
  expect(a.drafts.wouldLose()).toBe(false);
});

test('one that did not get there is sent when the server is back', async () => {
  const a = await openTab();
  world.away = true;
  a.set('confidence', 0.7);
  a.work.keepWork();
  await later();
  world.away = false;
  await a.storage.meetServer('y');
  await later();
  expect(names()).toEqual([0.7]);
});

test('one that was put away without a server goes when there is one again', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  a.work.keepWork();
  await later();
  world.away = true;
  a.storage.discardDraft();
  await later();
  world.away = false;
  expect(world.drafts.size).toBe(1);
  await openTab();
  await later();
  expect(world.drafts.size).toBe(0);
});

test('what was typed last before the page was left is sent by the next one', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  a.work.keepWork({ leaving: true });
  expect(world.drafts.size).toBe(0);
  vi.clearAllTimers();
  await openTab();
  await later();
  expect(names()).toEqual([0.7]);
});

test('it is not sent in the name of who logs in next', async () => {
  const a = await openTab({ authentication: 'session', name: 'anna', role: 'editor' });
  a.set('confidence', 0.7);
  a.work.keepWork();
  a.logIn({ authentication: 'session', name: 'bob', role: 'editor' });
  await later();
  expect(world.drafts.size).toBe(0);
});
