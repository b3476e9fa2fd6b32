import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askWhoIAm, decodeCaller, followSession, logIn, logOut, may, sessionEnded, useSession } from './session';

const answers: { status: number; body: unknown }[] = [];
const kept = new Map<string, string>();
const asked: { path: string; method: string | undefined; body: unknown }[] = [];

beforeEach(() => {
  answers.length = asked.length = 0;
  kept.clear();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) });
  useSession.setState({ session: { kind: 'asking' } });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push({ path, method: init.method, body: init.body });
    const answer = answers.shift();
    if (answer === undefined || answer.status === 0) return Promise.reject(new TypeError('no network'));
    const text = answer.body === null ? null : JSON.stringify(answer.body);
    return Promise.resolve(new Response(text, { status: answer.status }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ann = { authentication: 'session', name: 'ann', role: 'editor' };

describe('session', () => {
  it('shows the page to whoever the server knows', async () => {
    answers.push({ status: 200, body: ann });
    await askWhoIAm();
    expect(useSession.getState().session).toEqual({ kind: 'in', caller: ann });
  });

  it('asks for a log-in after a 401 alone', async () => {
    answers.push({ status: 401, body: { detail: 'log in first' } });
    await askWhoIAm();
    expect(useSession.getState().session).toEqual({ kind: 'out', ended: false });
    answers.push({ status: 404, body: {} }); // an older server
    await askWhoIAm();
    expect(useSession.getState().session).toMatchObject({ kind: 'in', caller: { authentication: 'open' } });
  });

  const noServer = { status: 0, body: null };
  it.each([['nobody', null], ['a user', 'named']])('takes no failure for an answer, and goes on asking, where %s was here last', async (_, last) => {
    vi.useFakeTimers();
    if (last !== null) kept.set('overwatch.last-caller', last);
    answers.push({ status: 503, body: { detail: 'The server begins.' } }, noServer, { status: 200, body: ann });
    const answered = askWhoIAm();
    await vi.advanceTimersByTimeAsync(0);
    expect(useSession.getState().session).toEqual({ kind: 'asking', fault: 'The server begins.' });
    await vi.advanceTimersByTimeAsync(500);
    expect(useSession.getState().session).toEqual({ kind: 'asking', fault: '' });
    await vi.advanceTimersByTimeAsync(1000);
    await answered;
    expect(useSession.getState().session).toEqual({ kind: 'in', caller: ann });
    vi.useRealTimers();
  });

  it('shows the page of an open server without an answer', async () => {
    answers.push({ status: 200, body: { authentication: 'open', name: null, role: 'admin' } }, noServer);
    await askWhoIAm();
    useSession.setState({ session: { kind: 'asking' } });
    await askWhoIAm();
    expect(useSession.getState().session).toMatchObject({ kind: 'in', caller: { authentication: 'open' } });
    answers.push({ status: 401, body: {} });
    await askWhoIAm();
    expect(kept.get('overwatch.last-caller')).toBe('named');
  });

  it('logs in and out', async () => {
    answers.push({ status: 200, body: ann }, { status: 204, body: null });
    await logIn('ann', 'correct horse');
    expect(asked[0]).toEqual({ path: '/api/auth/login', method: 'POST', body: '{"user":"ann","password":"correct horse"}' });
    expect(useSession.getState().session.kind).toBe('in');
    await logOut();
    expect(asked[1]?.path).toBe('/api/auth/logout');
    expect(useSession.getState().session).toEqual({ kind: 'out', ended: false });
  });

  it('follows another tab: the same user changes nothing, another one begins anew, a log-out shows the log-in', async () => {
    const heard: ((event: { key: string }) => void)[] = [];
    const reload = vi.fn();
    vi.stubGlobal('window', { addEventListener: (_: string, run: (event: { key: string }) => void) => heard.push(run), location: { reload } });
    followSession();
    const hear = async (status: number, body: unknown) => {
      answers.push({ status, body });
      heard[0]?.({ key: 'overwatch.session-changed' });
      await vi.waitFor(() => expect(answers).toEqual([]));
      await new Promise((resolve) => setTimeout(resolve));
      return [useSession.getState().session, reload.mock.calls.length];
    };
    const inside = { kind: 'in', caller: ann };
    useSession.setState({ session: { kind: 'in', caller: decodeCaller(ann) } });
    expect(await hear(200, ann)).toEqual([inside, 0]);
    expect(await hear(503, {})).toEqual([inside, 0]);
    expect(await hear(0, null)).toEqual([inside, 0]);
    expect(await hear(200, { ...ann, name: 'ben' })).toEqual([inside, 1]);
    expect(await hear(401, {})).toEqual([{ kind: 'out', ended: false }, 1]);
    expect(await hear(200, ann)).toEqual([inside, 1]);
  });

  it('hands on why a log-in failed', async () => {
    answers.push({ status: 401, body: { detail: 'the user name or the password is wrong' } });
    await expect(logIn('ann', 'x')).rejects.toMatchObject({ status: 401, message: 'the user name or the password is wrong' });
  });

  it('says that a session has ended only when there was one', () => {
    sessionEnded();
    expect(useSession.getState().session.kind).toBe('asking');
    useSession.setState({ session: { kind: 'in', caller: decodeCaller(ann) } });
    sessionEnded();
    expect(useSession.getState().session).toEqual({ kind: 'out', ended: true });
    useSession.setState({ session: { kind: 'in', caller: decodeCaller(null) } });
    sessionEnded();
    expect(useSession.getState().session).toEqual({ kind: 'out', ended: false, newly: true });
  });

  it('knows what a role may', () => {
    const rights = (role: string) => {
      useSession.setState({ session: { kind: 'in', caller: decodeCaller({ ...ann, role }) } });
      return [may('viewer'), may('editor'), may('admin')];
    };
    expect([rights('viewer'), rights('editor'), rights('admin')]).toEqual([[true, false, false], [true, true, false], [true, true, true]]);
  });

  it('gives no more than the least rights to what it does not understand', () => {
    expect(decodeCaller({ authentication: 'session', name: 1, role: 'root' })).toEqual({ authentication: 'session', name: null, role: 'viewer' });
    expect(decodeCaller(null).authentication).toBe('open');
  });
});
