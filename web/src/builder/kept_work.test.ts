import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { Caller } from '../auth/session';

// Two tabs of one browser: the page's modules twice, over one storage and one server.
const document = {
  name: 'Y', nodes: { camera: { type: 'video_input', source: 'a.avi' }, detect: { type: 'model', confidence: 0.3 }, view: { type: 'xray_view' } },
  edges: ['camera -> detect', 'detect -> view'], layout: { nodes: { camera: [0, 0], detect: [300, 0], view: [600, 0] } },
};
let server: { document: unknown; version: number } | null;
let kept: Map<string, string>;
let drafts: Map<string, unknown>;
let away: boolean;

function answerDraft(keeper: string, { method = 'GET', body }: RequestInit): [number, unknown] {
  if (method === 'PUT') drafts.set(keeper, JSON.parse(body as string));
  else if (!drafts.has(keeper)) return [404, {}];
  const draft = drafts.get(keeper);
  if (method === 'DELETE') drafts.delete(keeper);
  return [200, draft];
}

function answer(path: string, { method = 'GET', body, headers }: RequestInit): [number, unknown] {
  if (path === '/api/workflow-builder' && method === 'GET') return [200, { workflows: server === null ? [] : [{ id: 'y', name: 'Y', version: server.version }] }];
  const keeper = /\/draft\?keeper=([a-z0-9]+)$/.exec(path)?.[1];
  if (keeper !== undefined) return answerDraft(keeper, { method, body: body ?? null });
  if (path.endsWith('/undelete')) return [404, {}];
  if (method === 'POST') server = { document: parse(body as string), version: 1 };
  if (server === null) return [404, { detail: 'there is no workflow' }];
  if (method === 'PUT') {
    if (new Headers(headers).get('If-Match') !== `"${server.version}"`) return [412, { detail: 'newer' }];
    server = { document: parse(body as string), version: server.version + 1 };
  }
  return [200, { id: 'y', name: 'Y', version: server.version, workflow: server.document }];
}

beforeEach(() => {
  server = { document, version: 1 };
  kept = new Map();
  drafts = new Map();
  away = false;
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  vi.stubGlobal('window', { location: { hash: '' }, addEventListener: () => undefined });
  vi.stubGlobal('history', { pushState: () => undefined });
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    if (away) return Promise.reject(new TypeError('no server'));
    const [status, body] = answer(path, init);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
});
afterEach(() => vi.unstubAllGlobals());

async function openTab(caller: Caller = { authentication: 'open', name: null, role: 'admin' }) {
  vi.resetModules();
  const { useSession } = await import('../auth/session');
  useSession.setState({ session: { kind: 'in', caller } });
  const [edits, editor, work, newer, storage, deleted, actions, drafts] = await Promise.all([
    import('../document/edits'), import('./editor'), import('./kept_work'), import('./newer_version'), import('./storage'), import('./deleted_elsewhere'),
    import('../state/workflow_actions'), import('../state/drafts'),
  ]);
  await storage.load('y');
  const now = editor.useEditor.getState;
  return {
    edits, editor, work, newer, storage, deleted, actions, drafts, now,
    doc: editor.currentDoc,
    set: (name: string, value: number) => editor.edit('set', (doc) => edits.setOption(doc, 'detect', name, value)),
    remove: (id: string) => editor.edit('remove', (doc) => edits.remove(doc, new Set([id]))),
    value: (name = 'confidence') => editor.currentDoc().nodes.find(({ id }) => id === 'detect')?.options[name],
    hear: () => (drafts.readDraft('y') === null ? newer.followDrop('y') : work.followDraft('y')),
  };
}

/** Storage events until nobody has anything new to say. */
async function settleDown(tabs: { hear: () => Promise<void> }[]): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const before = kept.get('overwatch.draft.y');
    for (const tab of tabs) await tab.hear();
    if (kept.get('overwatch.draft.y') === before) return;
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

test.each(['mine', 'theirs'] as const)('the same setting in two ways is a choice, and %s ends it in both tabs', async (choice) => {
  const [a, b] = [await openTab(), await openTab()];
  a.set('confidence', 0.7);
  a.work.keepWork();
  b.set('confidence', 0.5);
  b.work.keepWork();
  await settleDown([a, b]);
  expect(b.now().rival?.line).toBeTruthy();
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
  expect(kept.has('overwatch.draft.y')).toBe(false);
});

test('somebody else’s version: the same is taken over, another is a conflict, and back leads to the newest', async () => {
  const a = await openTab();
  a.set('confidence', 0.7);
  server = { document: { ...document, nodes: { ...document.nodes, detect: { type: 'model', confidence: 0.7 } } }, version: 2 };
  await a.newer.takeVersion('y');
  expect(a.now()).toMatchObject({ version: 2, rival: null });
  expect(a.work.isEdited()).toBe(false);
  a.set('confidence', 0.8);
  server = { document: { ...document, nodes: { ...document.nodes, detect: { type: 'model', confidence: 0.2 } } }, version: 3 };
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
  server = null;
  expect(await a.storage.save()).toBe(false);
  expect(a.now().removed).toBe(true);
  const later = await openTab();
  expect(later.now()).toMatchObject({ stage: 'ready', removed: true });
  await later.deleted.storeAgain();
  expect(later.now()).toMatchObject({ removed: false, version: 1 });
  expect(server).toMatchObject({ document: { nodes: { detect: { confidence: 0.7 } } } });
  later.set('confidence', 0.8);
  later.work.keepWork();
  later.deleted.discardRemoved();
  expect(kept.has('overwatch.draft.y')).toBe(false);
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

describe('the draft on the server', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const later = () => vi.advanceTimersByTimeAsync(2100);
  const names = () => [...drafts.values()].map((draft) => (draft as { document: { nodes: { detect: { confidence: number } } } }).document.nodes.detect.confidence);
  const elsewhere = { base_version: 1, document: { ...document, name: 'Of another' } };

  test('follows the one here, and goes with it; that of another browser stays as it is', async () => {
    drafts.set('another', elsewhere);
    const a = await openTab();
    a.set('confidence', 0.7);
    a.work.keepWork();
    expect(drafts.size).toBe(1);
    await later();
    expect(drafts.size).toBe(2);
    expect(names()).toContain(0.7);
    a.storage.discardDraft();
    await later();
    expect([...drafts]).toEqual([['another', elsewhere]]);
  });

  test('is not taken away by a page that only looks, nor by a tab without work of its own', async () => {
    const a = await openTab();
    a.set('confidence', 0.7);
    a.work.keepWork();
    await later();
    const b = await openTab();
    kept.delete('overwatch.draft.y');  // there was no room for it
    const c = await openTab();
    for (const tab of [b, c]) tab.work.keepWork();
    c.work.keepWork({ leaving: true });
    await later();
    expect(names()).toEqual([0.7]);
  });

  test('that was put away without a server goes when there is one again', async () => {
    const a = await openTab();
    a.set('confidence', 0.7);
    a.work.keepWork();
    await later();
    away = true;
    a.storage.discardDraft();
    await later();
    away = false;
    expect(drafts.size).toBe(1);
    await openTab();
    await later();
    expect(drafts.size).toBe(0);
  });

  test('what was typed last before the page was left is sent by the next one', async () => {
    const a = await openTab();
    a.set('confidence', 0.7);
    a.work.keepWork({ leaving: true });
    expect(drafts.size).toBe(0);
    vi.clearAllTimers();
    await openTab();
    await later();
    expect(names()).toEqual([0.7]);
  });

  test('is not sent in the name of who logs in next', async () => {
    const a = await openTab({ authentication: 'session', name: 'anna', role: 'editor' });
    a.set('confidence', 0.7);
    a.work.keepWork();
    const { useSession } = await import('../auth/session');
    useSession.setState({ session: { kind: 'in', caller: { authentication: 'session', name: 'bob', role: 'editor' } } });
    await later();
    expect(drafts.size).toBe(0);
  });
});
