import type { ReactNode } from 'react';
import { LogInScreen } from './log_in_screen';
import { useSession } from './session';

/** Shows the page to those whom the server lets in, and a log-in to others. Nothing of the page runs before. */
export function AuthGate({ children }: { children: ReactNode }) {
  const session = useSession((state) => state.session);
  if (session.kind === 'asking') return null;
  return session.kind === 'out' ? <LogInScreen ended={session.ended} /> : children;
}
