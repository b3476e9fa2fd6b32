// Who uses the page. The session itself is a cookie that no script can read; this only knows what the server says about it.
import { create } from 'zustand';
import { fields } from '../api/decode';
import { asApiError, noAnswer, problemFromBody } from '../api/problem';
import type { components } from '../api/schema';
import { Backoff } from '../lib/backoff';
import { load, save, whenSavedElsewhere } from '../lib/storage';

export type Caller = components['schemas']['Caller'];

export type Session =
  /** `fault`: what the server said instead of an answer; empty where it said nothing. It is asked again. */
  | { kind: 'asking'; fault?: string }
  | { kind: 'in'; caller: Caller }
  /** `ended`: there was a session until now. `newly`: the server asked for none until now. */
  | { kind: 'out'; ended: boolean; newly?: true };

export const useSession = create<{ session: Session }>(() => ({ session: { kind: 'asking' } }));

const open: Caller = { authentication: 'open', name: null, role: 'admin' };
const roles: readonly string[] = ['viewer', 'editor', 'admin'];

/** Whether the server would do what takes this role. */
export function may(role: Caller['role'], { session } = useSession.getState()): boolean {
  return session.kind !== 'in' || roles.indexOf(session.caller.role) >= roles.indexOf(role);
}

export const useMay = (role: Caller['role']): boolean => useSession((state) => may(role, state));

export function decodeCaller(value: unknown): Caller {
  const { authentication, name, role } = fields(value);
  if (authentication !== 'session' && authentication !== 'token') return open;
  return {
    authentication,
    name: typeof name === 'string' ? name : null,
    role: typeof role === 'string' && roles.includes(role) ? (role as Caller['role']) : 'viewer',
  };
}

async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  try {
    const init = body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(path, { method, ...init, signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    if (!response.ok) throw problemFromBody(response.status, text);
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch (error) {
    throw asApiError(error);
  }
}

const lastKey = 'last-caller';
const isOpen = (session: Session): boolean => session.kind === 'in' && session.caller.authentication === 'open';

/** What the server says holds for the next visit, too: without an answer, only the page of an open server is shown. */
function enter(session: Session): void {
  save(lastKey, isOpen(session) ? 'open' : 'named');
  useSession.setState({ session });
}

/** A server that knows no such question asks for no log-in. */
async function ask(): Promise<Session> {
  try {
    return { kind: 'in', caller: decodeCaller(await call('GET', '/api/auth/me')) };
  } catch (error) {
    const { status, message } = asApiError(error);
    if (status === 401) return { kind: 'out', ended: false };
    return status === 404 ? { kind: 'in', caller: open } : { kind: 'asking', fault: status === noAnswer ? '' : message };
  }
}

/** Goes on until there is an answer: whose work is shown and kept depends on it. */
export async function askWhoIAm(): Promise<void> {
  const backoff = new Backoff();
  let { session } = useSession.getState();
  for (;;) {
    const answer = await ask();
    if (useSession.getState().session !== session) return;  // another tab has logged in
    if (answer.kind !== 'asking') {
      enter(answer);
      return;
    }
    if (load(lastKey) === 'open') {
      enter({ kind: 'in', caller: open });
      return;
    }
    session = answer;
    useSession.setState({ session });
    await new Promise((resolve) => setTimeout(resolve, backoff.nextMs()));
  }
}

const changedKey = 'session-changed';
/** Another tab of this browser has logged in or out, and the cookie is this page's, too. */
async function meetSession(): Promise<void> {
  const { session: before } = useSession.getState();
  const backoff = new Backoff();
  let now = await ask();
  while (now.kind === 'asking' && useSession.getState().session === before) {
    await new Promise((resolve) => setTimeout(resolve, backoff.nextMs()));
    now = await ask();
  }
  if (now.kind === 'asking' || useSession.getState().session !== before || JSON.stringify(now) === JSON.stringify(before)) return;
  // What is on the page is somebody else's.
  if (before.kind === 'in' && now.kind === 'in') window.location.reload();
  else enter(now);
}
export const followSession = (): (() => void) => whenSavedElsewhere(() => changedKey, () => void meetSession());
const tellTabs = (): void => void save(changedKey, `${Date.now()}`);

export async function logIn(user: string, password: string): Promise<void> {
  const caller = decodeCaller(await call('POST', '/api/auth/login', { user, password }));
  enter({ kind: 'in', caller });
  tellTabs();
}

export async function logOut(): Promise<void> {
  await call('POST', '/api/auth/logout');
  enter({ kind: 'out', ended: false });
  tellTabs();
}

/** An answer was 401: the session has ended, or the server asks for log-ins since. */
export function sessionEnded(): void {
  const { session } = useSession.getState();
  if (session.kind === 'in') enter(isOpen(session) ? { kind: 'out', ended: false, newly: true } : { kind: 'out', ended: true });
}
