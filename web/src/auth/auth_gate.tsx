import type { ReactNode } from 'react';
import { t } from '../texts';
import { LogInScreen } from './log_in_screen';
import { useSession } from './session';

/** Shows the page to those whom the server lets in, and a log-in to others. Nothing of the page runs before. */
export function AuthGate({ children }: { children: ReactNode }) {
  const session = useSession((state) => state.session);
  if (session.kind === 'asking') return session.fault === undefined ? null : <Waiting fault={session.fault} />;
  if (session.kind === 'in') return children;
  return <LogInScreen why={session.newly === true ? t.auth.newly : session.ended ? t.auth.ended : null} />;
}

function Waiting({ fault }: { fault: string }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <p role="status" className="text-center text-muted">{t.auth.again(fault || t.auth.noAnswer)}</p>
    </main>
  );
}
