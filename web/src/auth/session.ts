// Who uses the page. The session itself is a cookie that no script can read; this only knows what the server says about it.
import { create } from 'zustand';
import { fields } from '../api/decode';
import { ApiError, asApiError, problemFromBody } from '../api/problem';
import type { components } from '../api/schema';
import { save, whenSavedElsewhere } from '../lib/storage';

export type Caller = components['schemas']['Caller'];

export type Session =
  | { kind: 'asking' }
  | { kind: 'in'; caller: Caller }
  /** `ended`: there was a session until now. */
  | { kind: 'out'; ended: boolean };

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

/** Any failure but a 401 shows the page: it says better what is wrong with the server. */
async function ask(): Promise<Session> {
  try {
    return { kind: 'in', caller: decodeCaller(await call('GET', '/api/auth/me')) };
  } catch (error) {
    return error instanceof ApiError && error.status === 401 ? { kind: 'out', ended: false } : { kind: 'in', caller: open };
  }
}

export async function askWhoIAm(): Promise<void> {
  useSession.setState({ session: await ask() });
}

const changedKey = 'session-changed';
/** Another tab of this browser has logged in or out, and the cookie is this page's, too. */
async function meetSession(): Promise<void> {
  const [{ session: before }, now] = [useSession.getState(), await ask()];
  if (useSession.getState().session !== before || JSON.stringify(now) === JSON.stringify(before)) return;
  // What is on the page is somebody else's.
  if (before.kind === 'in' && now.kind === 'in') window.location.reload();
  else useSession.setState({ session: now });
}
export const followSession = (): (() => void) => whenSavedElsewhere(() => changedKey, () => void meetSession());
const tellTabs = (): void => void save(changedKey, `${Date.now()}`);

export async function logIn(user: string, password: string): Promise<void> {
  const caller = decodeCaller(await call('POST', '/api/auth/login', { user, password }));
  useSession.setState({ session: { kind: 'in', caller } });
  tellTabs();
}

export async function logOut(): Promise<void> {
  await call('POST', '/api/auth/logout');
  useSession.setState({ session: { kind: 'out', ended: false } });
  tellTabs();
}

/** An answer was 401: the session has ended, or the server asks for log-ins since. */
export function sessionEnded(): void {
  if (useSession.getState().session.kind === 'in') useSession.setState({ session: { kind: 'out', ended: true } });
}
