import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../auth/session';

const kept = new Map<string, string>();
let roomFor = Infinity;

beforeEach(() => {
  kept.clear();
  roomFor = Infinity;
  const keep = (key: string, value: string) => {
    if (value.length > roomFor) throw new Error('no room');
    kept.set(key, value);
  };
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: keep, removeItem: (key: string) => kept.delete(key) });
});
afterEach(() => vi.unstubAllGlobals());

const draft = (name: string) => ({ version: 0, yaml: `name: ${name}\n`, name, atMs: 1 });
const open: Caller = { authentication: 'open', name: null, role: 'admin' };
const ann: Caller = { authentication: 'session', name: 'ann', role: 'editor' };

/** As the page that has just been loaded, or goes on, by this caller. */
async function openPage(first: Caller) {
  vi.resetModules();
  const [{ useSession }, drafts] = await Promise.all([import('../auth/session'), import('./drafts')]);
  const enter = (caller: Caller) => useSession.setState({ session: { kind: 'in', caller } });
  enter(first);
  return { ...drafts, enter, out: () => useSession.setState({ session: { kind: 'out', ended: false } }), ids: () => drafts.useDrafts.getState().ids };
}

test.each(['the page goes on', 'the page is loaded anew'])('work of an open server goes to who logs in on this browser when %s', async (way) => {
  const before = await openPage(open);
  before.keepDraft('door', draft('Door'));
  before.out();
  before.keepDraft('gate', draft('Gate'));  // what was still being kept
  const page = way === 'the page goes on' ? before : await openPage(ann);
  page.enter(ann);
  expect(page.ids()).toEqual(['door', 'gate']);
  expect([page.readDraft('door'), page.readDraft('gate')]).toEqual([draft('Door'), draft('Gate')]);
  expect([...kept.keys()].filter((key) => /draft/.test(key)).sort()).toEqual(['overwatch.draft@ann.door', 'overwatch.draft@ann.gate', 'overwatch.drafts@ann']);
});

test('it takes the place of nothing that is theirs, and waits for who may edit', async () => {
  const page = await openPage(ann);
  page.keepDraft('door', { ...draft('Ann’s door'), line: ['hers'] });
  page.enter(open);
  page.keepDraft('door', draft('Nobody’s door'));
  page.keepDraft('gate', draft('Gate'));
  page.enter({ ...ann, name: 'vera', role: 'viewer' });
  expect(page.ids()).toEqual([]);
  page.enter(ann);
  expect(page.ids()).toEqual(['door', 'gate']);
  expect(page.readDraft('door')?.name).toBe('Ann’s door');
  page.enter(open);
  expect(page.ids()).toEqual(['door']);
  expect(page.readDraft('door')?.name).toBe('Nobody’s door');
});

test('what another tab went on with before it heard of the log-in follows', async () => {
  const page = await openPage(open);
  page.keepDraft('door', { ...draft('Door'), line: ['a'] });
  const keeper = page.keeperHere('door');
  page.enter(ann);
  expect(page.keeperHere('door')).toBe(keeper);
  page.enter(open);
  expect(page.keeperHere('door')).not.toBe(keeper);
  page.keepDraft('door', { ...draft('Front door'), line: ['b', 'a'] });
  page.enter(ann);
  expect([page.ids(), page.readDraft('door')?.name]).toEqual([['door'], 'Front door']);
});

test('what the browser has no room for goes along as long as the page is open', async () => {
  const page = await openPage(open);
  roomFor = 40;
  page.keepDraft('door', draft('Door'));
  page.enter(ann);
  expect(page.readDraft('door')).toEqual(draft('Door'));
  expect(page.useDrafts.getState().shelters).toEqual({ door: 'nowhere' });
  page.dropDraft('door');
  expect(page.wouldLose()).toBe(false);
});
