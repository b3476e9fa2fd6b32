// Tabs of one browser: the page's modules once for each, over one storage and one server. For tests.
import { vi } from 'vitest';
import { parse } from 'yaml';
import type { Caller } from '../../auth/session';

export const stored = {
  name: 'Y', nodes: { camera: { type: 'video_input', source: 'a.avi' }, detect: { type: 'model', confidence: 0.3 }, view: { type: 'xray_view' } },
  edges: ['camera -> detect', 'detect -> view'], layout: { nodes: { camera: [0, 0], detect: [300, 0], view: [600, 0] } },
};

interface World {
  server: { document: unknown; version: number } | null;
  /** The browser's storage. */
  kept: Map<string, string>;
  /** On the server, by keeper. */
  drafts: Map<string, unknown>;
  /** No server answers. */
  away: boolean;
  /** The storage takes nothing. */
  full: boolean;
}

const begin = (): World => ({ server: { document: stored, version: 1 }, kept: new Map(), drafts: new Map(), away: false, full: false });
export const world: World = begin();

function answerDraft(keeper: string, { method = 'GET', body }: RequestInit): [number, unknown] {
  if (method === 'PUT') world.drafts.set(keeper, JSON.parse(body as string));
  else if (!world.drafts.has(keeper)) return [404, {}];
  const draft = world.drafts.get(keeper);
  if (method === 'DELETE') world.drafts.delete(keeper);
  return [200, draft];
}

function answer(path: string, { method = 'GET', body, headers }: RequestInit): [number, unknown] {
  if (path === '/api/workflow-builder' && method === 'GET') return [200, { workflows: world.server === null ? [] : [{ id: 'y', name: 'Y', version: world.server.version }] }];
  const keeper = /\/draft\?keeper=([a-z0-9]+)$/.exec(path)?.[1];
  if (keeper !== undefined) return answerDraft(keeper, { method, body: body ?? null });
  if (path.endsWith('/drafts')) return [200, { drafts: [...world.drafts.keys()].map((each) => ({ keeper: each })) }];
  if (path.endsWith('/undelete')) return [404, {}];
  if (method === 'POST') world.server = { document: parse(body as string), version: 1 };
  if (world.server === null) return [404, { detail: 'there is no workflow' }];
  if (method === 'PUT') {
    if (new Headers(headers).get('If-Match') !== `"${world.server.version}"`) return [412, { detail: 'newer' }];
    world.server = { document: parse(body as string), version: world.server.version + 1 };
  }
  return [200, { id: 'y', name: 'Y', version: world.server.version, workflow: world.server.document }];
}

export function beginWorld(): void {
  Object.assign(world, begin());
  const keep = (key: string, value: string) => {
    if (world.full) throw new Error('no room');
    world.kept.set(key, value);
  };
  vi.stubGlobal('localStorage', { getItem: (key: string) => world.kept.get(key) ?? null, setItem: keep, removeItem: (key: string) => world.kept.delete(key) });
  vi.stubGlobal('window', { location: { hash: '' }, addEventListener: () => undefined });
  vi.stubGlobal('history', { pushState: () => undefined });
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    if (world.away) return Promise.reject(new TypeError('no server'));
    const [status, body] = answer(path, init);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}

export async function openTab(caller: Caller = { authentication: 'open', name: null, role: 'admin' }) {
  vi.resetModules();
  const { useSession } = await import('../../auth/session');
  useSession.setState({ session: { kind: 'in', caller } });
  const [edits, editor, work, newer, storage, deleted, actions, drafts] = await Promise.all([
    import('../../document/edits'), import('../editor'), import('../kept_work'), import('../newer_version'), import('../storage'), import('../deleted_elsewhere'),
    import('../../state/workflow_actions'), import('../../state/drafts'),
  ]);
  await storage.load('y');
  const now = editor.useEditor.getState;
  return {
    edits, editor, work, newer, storage, deleted, actions, drafts, now,
    doc: editor.currentDoc,
    logIn: (next: Caller) => useSession.setState({ session: { kind: 'in', caller: next } }),
    set: (name: string, value: number) => editor.edit('set', (doc) => edits.setOption(doc, 'detect', name, value)),
    remove: (id: string) => editor.edit('remove', (doc) => edits.remove(doc, new Set([id]))),
    value: (name = 'confidence') => editor.currentDoc().nodes.find(({ id }) => id === 'detect')?.options[name],
    hear: () => (drafts.readDraft('y') === null ? newer.followDrop('y') : work.followDraft('y')),
  };
}
