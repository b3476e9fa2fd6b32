import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';

interface Stored { document: unknown; version: number }

const server = new Map<string, Stored>();
const kept = new Map<string, string>();
const started: string[] = [];
/** The next answer to a create is lost on its way. */
let lost = false;
const place = { hash: '' };

const theirs = { name: 'Theirs', nodes: { view: { type: 'xray_view' } }, edges: [] };

function answer(path: string, { method = 'GET', body }: RequestInit): [number, unknown] {
  const id = /^\/api\/workflow-builder(?:\/|\?id=)([a-z0-9-]+)/.exec(path)?.[1] ?? '';
  const stored = server.get(id);
  if (path === '/api/workflow-builder') return [200, { workflows: [...server].map(([each, { version }]) => ({ id: each, name: each, version })) }];
  if (path.endsWith('/execute')) started.push(id);
  else if (method === 'POST' && path.includes('?id=')) {
    if (stored !== undefined) return [409, { detail: `there is a workflow '${id}' already` }];
    server.set(id, { document: parse(body as string), version: 1 });
  } else if (method === 'PUT') server.set(id, { document: parse(body as string), version: (stored?.version ?? 0) + 1 });
  const now = server.get(id);
  return now === undefined ? [404, {}] : [200, { id, name: id, version: now.version, workflow: now.document, drafts: [] }];
}

beforeEach(() => {
  server.clear();
  kept.clear();
  started.length = 0;
  lost = false;
  place.hash = '';
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  vi.stubGlobal('window', { location: place, addEventListener: () => undefined });
  const turn = (_: unknown, __: string, address: string) => void (place.hash = address);
  vi.stubGlobal('history', { pushState: turn, replaceState: turn });
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const [status, body] = answer(path, init);
    if (!lost || init.method !== 'POST') return Promise.resolve(new Response(JSON.stringify(body), { status }));
    lost = false;
    return Promise.reject(new TypeError('cut off'));
  });
});
afterEach(() => vi.unstubAllGlobals());

/** The page with a workflow that was begun in it, open under `id`. */
async function begin(id = 'new-workflow') {
  vi.resetModules();
  const { useSession } = await import('../auth/session');
  useSession.setState({ session: { kind: 'in', caller: { authentication: 'open', name: null, role: 'admin' } } });
  const [editor, storage, runs, held, newer, drafts, actions, edits, ids, toasts] = await Promise.all([
    import('./editor'), import('./storage'), import('./run'), import('./held_editor'), import('./newer_version'), import('../state/drafts'), import('../state/actions'),
    import('../document/edits'), import('../state/own_ids'), import('../state/toasts'),
  ]);
  await actions.refreshWorkflows();
  if (drafts.readDraft(id) === null) drafts.keepDraft(id, { version: 0, yaml: 'name: Mine\nnodes:\n  camera:\n    type: video_input\n', name: 'Mine', atMs: 1 });
  const open = async () => {
    place.hash = `#/w/${id}`;
    held.takeUp(id);
    await storage.load(id);
  };
  return {
    editor, storage, runs, held, newer, drafts, actions, ids, toasts, open, now: editor.useEditor.getState,
    rename: (name: string) => editor.edit('name', (doc) => edits.setName(doc, name)),
  };
}

test('an id that somebody else has taken is left to them: run stores and starts one’s own under a free id, undo included', async () => {
  const page = await begin();
  await page.open();
  page.rename('Mine, too');
  server.set('new-workflow', { document: theirs, version: 1 });
  await page.runs.run();
  const { id, version, rival } = page.now();
  expect(id).toMatch(/^mine-too-[a-z0-9]{4}$/);
  expect({ version, rival }).toEqual({ version: 1, rival: null });
  expect(server.get('new-workflow')).toEqual({ document: theirs, version: 1 });
  expect(server.get(id)?.document).toMatchObject({ name: 'Mine, too' });
  expect(started).toEqual([id]);
  expect(place.hash).toBe(`#/w/${id}`);
  expect(page.drafts.useDrafts.getState().ids).toEqual([]);
  // The page shows the new address: the builder closes, and opens with what it had.
  page.held.putAway();
  expect(page.held.takeUp(id)).toBe(true);
  page.editor.undo();
  expect(page.editor.currentDoc().name).toBe('Mine');
});

test('one that comes up while the builder is open is no newer version of it', async () => {
  const page = await begin();
  await page.open();
  server.set('new-workflow', { document: theirs, version: 1 });
  await page.newer.takeVersion('new-workflow');
  const { id, version, rival } = page.now();
  expect([id === 'new-workflow', version, rival]).toEqual([false, 0, null]);
  expect(page.drafts.readDraft(id)?.version).toBe(0);
  expect(page.drafts.readDraft('new-workflow')).toBeNull();
});

test('what was stored by a request whose answer was lost is one’s own, also after more work', async () => {
  const page = await begin();
  await page.open();
  lost = true;
  expect(await page.storage.save()).toBe(false);
  page.rename('Mine, later');
  expect(await page.storage.save()).toBe(true);
  expect([...server]).toEqual([['new-workflow', { version: 2, document: expect.objectContaining({ name: 'Mine, later' }) as unknown }]]);
  expect(page.now()).toMatchObject({ id: 'new-workflow', version: 2, rival: null });
});

test('it still is after a reload, and where the server hides a password in it', async () => {
  const page = await begin();
  await page.open();
  lost = true;
  expect(await page.storage.save()).toBe(false);
  server.set('new-workflow', { document: { name: 'Mine', nodes: { camera: { type: 'video_input', source: 'rtsp://ann:***@cam' } }, edges: [] }, version: 1 });
  const again = await begin();
  expect(again.ids.isApart('new-workflow')).toBe(false);
  await again.open();
  expect(again.now()).toMatchObject({ id: 'new-workflow', rival: { version: 1 } });
  expect([...server.keys()]).toEqual(['new-workflow']);
});

test('a workflow that has the id of a draft opens as it is stored; the draft goes on under a free id, and this is said', async () => {
  const page = await begin();
  server.set('new-workflow', { document: theirs, version: 3 });
  await page.actions.refreshWorkflows();
  await page.open();
  expect(page.now()).toMatchObject({ id: 'new-workflow', stage: 'ready', version: 3, rival: null });
  expect(page.editor.currentDoc().name).toBe('Theirs');
  const [own = ''] = page.drafts.useDrafts.getState().ids;
  expect(page.drafts.readDraft(own)).toMatchObject({ version: 0, name: 'Mine' });
  page.toasts.useToasts.getState().toasts[0]?.action?.run();
  expect(place.hash).toBe(`#/w/${own}`);
  await page.runs.run();
  expect(started).toEqual(['new-workflow']);
});

test('in the list it is a draft of its own, until its first version is stored from here', async () => {
  const page = await begin();
  expect(page.ids.isApart('new-workflow')).toBe(false);
  server.set('new-workflow', { document: theirs, version: 1 });
  await page.actions.refreshWorkflows();
  expect(page.ids.isApart('new-workflow')).toBe(true);
  page.ids.markCreated('new-workflow');
  expect(page.ids.isApart('new-workflow')).toBe(false);
});

test('two who begin a workflow of the same name begin two', async () => {
  const page = await begin();
  const [one, other] = [page.ids.beginId('New workflow'), page.ids.beginId('New workflow')];
  expect(one).toMatch(/^new-workflow-[a-z0-9]{4}$/);
  expect(one).not.toBe(other);
});
