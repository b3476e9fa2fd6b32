import { beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../auth/session';

const ann: Caller = { authentication: 'session', name: 'ann', role: 'editor' };
const ben: Caller = { ...ann, name: 'ben' };

/** The page with work of ann's on the canvas, as if it had just been loaded. */
async function openPage() {
  vi.resetModules();
  const [{ useSession }, { openEditor, useEditor, edit, undo, currentDoc }, { takeUp, putAway }] = await Promise.all([import('../auth/session'), import('./editor'), import('./held_editor')]);
  const logIn = (caller: Caller) => useSession.setState({ session: { kind: 'in', caller } });
  const ends = (ended: boolean) => {
    useSession.setState({ session: { kind: 'out', ended } });
    putAway();
  };
  logIn(ann);
  const first = takeUp('door');
  openEditor('door');
  useEditor.setState({ stage: 'ready' });
  edit('name', (doc) => ({ ...doc, name: 'Front door' }));
  return { first, logIn, ends, takeUp, putAway, undo, currentDoc, useEditor };
}

let page: Awaited<ReturnType<typeof openPage>>;
beforeEach(async () => {
  page = await openPage();
});

test('who comes back after the session has ended goes on, undo included', () => {
  expect(page.first).toBe(false);
  page.ends(true);
  page.logIn({ ...ann });
  expect([page.takeUp('door'), page.currentDoc().name]).toEqual([true, 'Front door']);
  page.undo();
  expect(page.currentDoc().name).toBe('');
  // Once: another page in between is no end of a session.
  page.putAway();
  expect(page.takeUp('door')).toBe(false);
});

test.each([['somebody else', ben], ['the same name with another role', { ...ann, role: 'viewer' as const }]])('%s finds nothing of it, and neither does the first afterwards', (_, other) => {
  page.ends(true);
  page.logIn(other);
  expect([page.currentDoc().name, page.useEditor.getState().history.past.length]).toEqual(['', 0]);
  expect(page.takeUp('door')).toBe(false);
  page.ends(true);
  page.logIn(ann);
  expect(page.takeUp('door')).toBe(false);
});

test('a log-out leaves nothing', () => {
  page.ends(false);
  expect(page.currentDoc().name).toBe('');
  page.logIn(ann);
  expect(page.takeUp('door')).toBe(false);
});

test('what is not open, or was not there yet, is loaded', () => {
  page.ends(true);
  page.logIn(ann);
  expect(page.takeUp('garden')).toBe(false);
  page.useEditor.setState({ stage: 'loading' });
  page.ends(true);
  page.logIn(ann);
  expect(page.takeUp('door')).toBe(false);
});
