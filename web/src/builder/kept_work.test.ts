import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../auth/session';
import { beginWorld, openTab, stored, world } from './testing/tabs';

beforeEach(beginWorld);
afterEach(() => vi.unstubAllGlobals());

/** Storage events until nobody has anything new to say. */
async function settleDown(tabs: { hear: () => Promise<void> }[]): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const before = world.kept.get('overwatch.draft.y');
    for (const tab of tabs) await tab.hear();
    if (world.kept.get('overwatch.draft.y') === before) return;
  }
  throw new Error('the tabs answer each other for ever');
}

test('another tab’s edit arrives as one edit: the selection and the way back stay', async () => {
  const [a, b] = [await openTab(), await openTab()];
  a.set('confidence', 0.7);
  a.editor.select(['detect']);
  a.work.keepWork();
  await settleDown([a, b]);
  expect(b.value()).toBe(0.7);
  b.set('fps', 5);
  b.work.keepWork();
  await settleDown([a, b]);
  expect(a.doc().nodes[1]?.options).toEqual({ confidence: 0.7, fps: 5 });
  expect([...a.now().selection]).toEqual(['detect']);
  a.editor.undo();
  expect(a.doc().nodes[1]?.options).toEqual({ confidence: 0.7 });
  a.editor.undo();
  expect(a.value()).toBe(0.3);
});

test('edits in two tabs at once lose nothing, whoever is heard first', async () => {
  const [a, b] = [await openTab(), await openTab()];
  a.set('confidence', 0.7);
  a.work.keepWork();
  b.remove('camera');
  b.work.keepWork({ leaving: true });  // wrote over it, unheard
  await settleDown([a, b]);
  for (const tab of [a, b]) {
    expect(tab.value()).toBe(0.7);
    expect(tab.doc().nodes.map(({ id }) => id)).toEqual(['detect', 'view']);
    expect(tab.now().rival).toBeNull();
  }
  a.set('fps', 9);
  b.set('iou', 0.4);
  a.work.keepWork();
  b.work.keepWork();  // hears it before it writes
  await settleDown([a, b]);
  for (const tab of [a, b]) expect(tab.doc().nodes[0]?.options).toEqual({ confidence: 0.7, fps: 9, iou: 0.4 });
});

/** Both have set the confidence, a to 0.7 and b to 0.5; b has the choice. */
async function clash() {
  const [a, b] = [await openTab(), await openTab()];
  a.set('confidence', 0.7);
  a.work.keepWork();
  b.set('confidence', 0.5);
  b.work.keepWork();
  await settleDown([a, b]);
  expect(b.now().rival?.line).toBeTruthy();
  return { a, b };
}

test('a choice that was left open loses nothing when the page is left', async () => {
  const { b } = await clash();
  b.set('fps', 5);
  b.work.keepWork({ leaving: true });
  await vi.waitFor(() => expect(world.drafts.size).toBe(1));
  const [[keeper, draft]] = [...world.drafts] as [[string, { document: { nodes: { detect: object } } }]];
  expect(draft.document.nodes.detect).toEqual({ type: 'model', confidence: 0.5, fps: 5 });
  expect([b.drafts.wasKeptHere(keeper), b.drafts.keeperHere('y') === keeper]).toEqual([true, false]);
  expect(world.kept.get('overwatch.draft.y')).toContain('0.7');
  world.away = true;
  b.work.keepWork({ leaving: true });
  await vi.waitFor(() => expect([...world.kept].find(([key]) => key.startsWith('overwatch.draft.y-'))?.[1]).toContain('0.5'));
});

test.each(['mine', 'theirs'] as const)('the same setting in two ways is a choice, and %s ends it in both tabs', async (choice) => {
  const { a, b } = await clash();
  expect(b.value()).toBe(0.5);
  await b.storage.settle(choice);
  await settleDown([a, b]);
  for (const tab of [a, b]) {
    expect(tab.now().rival).toBeNull();
    expect(tab.value()).toBe(choice === 'mine' ? 0.5 : 0.7);
  }
});

test('what the other tab stored is no conflict, also with work that goes on from it', async () => {
  const [a, b] = [await openTab(), await openTab()];
  a.set('confidence', 0.7);
  a.work.keepWork();
  await settleDown([a, b]);
  a.set('fps', 5);
  await b.storage.save();
  await a.newer.takeVersion('y');
  expect(a.now()).toMatchObject({ version: 2, rival: null });
  expect(a.doc().nodes[1]?.options).toEqual({ confidence: 0.7, fps: 5 });
  await a.storage.save();
  await b.newer.takeVersion('y');
  expect(b.now()).toMatchObject({ version: 3, rival: null });
  expect(b.work.isEdited()).toBe(false);
});

test('a draft that is put away in one tab is gone from the other', async () => {
  const [a, b] = [await openTab(), await openTab()];
  a.set('confidence', 0.7);
  a.work.keepWork();
  await settleDown([a, b]);
  a.storage.discardDraft();
  await settleDown([a, b]);
  expect(b.value()).toBe(0.3);
  expect(world.kept.has('overwatch.draft.y')).toBe(false);
});

test('somebody else’s version: the same is taken over, another is a conflict, and back leads to the newest', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  world.server = { document: { ...stored, nodes: { ...stored.nodes, detect: { type: 'model', confidence: 0.7 } } }, version: 2 };
  await a.newer.takeVersion('y');
  expect(a.now()).toMatchObject({ version: 2, rival: null });
  expect(a.work.isEdited()).toBe(false);
  a.set('confidence', 0.8);
  world.server = { document: { ...stored, nodes: { ...stored.nodes, detect: { type: 'model', confidence: 0.2 } } }, version: 3 };
  await a.newer.takeVersion('y');
  expect(a.now().rival?.version).toBe(3);
  a.storage.discardDraft();
  expect(a.value()).toBe(0.2);
  expect(a.now()).toMatchObject({ version: 3, rival: null });
  expect(a.work.isEdited()).toBe(false);
});

test('renaming from the list renames the unsaved work, which is no conflict then', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  a.work.keepWork();
  await a.actions.renameWorkflow('y', 'Door');
  await settleDown([a]);  // open in a tab
  expect(a.now()).toMatchObject({ version: 2, rival: null });
  const b = await openTab();  // opened later
  expect(b.now()).toMatchObject({ version: 2, rival: null });
  for (const tab of [a, b]) {
    expect(tab.doc().name).toBe('Door');
    expect(tab.value()).toBe(0.7);
  }
});

test('what was deleted elsewhere is said, and can be stored again', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  a.work.keepWork();
  world.server = null;
  expect(await a.storage.save()).toBe(false);
  expect(a.now().removed).toBe(true);
  const later = await openTab();
  expect(later.now()).toMatchObject({ stage: 'ready', removed: true });
  await later.deleted.storeAgain();
  expect(later.now()).toMatchObject({ removed: false, version: 1 });
  expect(world.server).toMatchObject({ document: { nodes: { detect: { confidence: 0.7 } } } });
  later.set('confidence', 0.8);
  later.work.keepWork();
  later.deleted.discardRemoved();
  expect(world.kept.has('overwatch.draft.y')).toBe(false);
});

test('drafts belong to who kept them, and who may only look sees what is stored', async () => {
  const anna: Caller = { authentication: 'session', name: 'anna', role: 'editor' };
  const a = await openTab(anna);
  a.set('confidence', 0.7);
  a.work.keepWork();
  for (const caller of [{ ...anna, name: 'bob' }, { ...anna, role: 'viewer' as const }, { authentication: 'open' as const, name: null, role: 'admin' as const }]) {
    const other = await openTab(caller);
    expect(other.value()).toBe(0.3);
    if (caller.name !== 'anna') expect(other.drafts.useDrafts.getState().ids).toEqual([]);
  }
  expect((await openTab(anna)).value()).toBe(0.7);
});
