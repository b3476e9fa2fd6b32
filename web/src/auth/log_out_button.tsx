import { LogOut } from 'lucide-react';
import { t } from '../texts';
import { logOut, sessionEnded, useSession } from './session';

/** Who is logged in, and the way out: a place on the rail. Nothing where nobody is asked for a log-in. */
export function LogOutButton() {
  const session = useSession((state) => state.session);
  if (session.kind !== 'in' || session.caller.authentication !== 'session') return null;
  const { name, role } = session.caller;
  const label = t.auth.logOutOf(name ?? '', role);
  return (
    <button
      type="button"
      className="shell-link text-s text-muted hover:text-text md:mt-auto"
      onClick={() => void logOut().catch(sessionEnded)}
      aria-label={label}
      title={label}
    >
      <LogOut size="1.25rem" strokeWidth={1.75} aria-hidden />
      {t.auth.logOut}
    </button>
  );
}
