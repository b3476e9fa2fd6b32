// A session that ends by itself closes the page, not the work: who logs in again by the same name and role finds the editor as it
// was, undo included. For anybody else, and after a log-out, nothing of it is there.
import { useSession, type Session } from '../auth/session';
import { isStoredKnown, openEditor, useEditor } from './editor';

const callerOf = (session: Session): string | null => (session.kind === 'in' ? JSON.stringify(session.caller) : null);

/** Whose work is in the editor. */
let owner: string | null = null;
/** The builder is closed for a moment: the session ended, or the workflow that is open got another id. */
let held = false;
let moving = false;

/** The builder is opened. Whether the workflow is on the canvas as it was left; else it is to be loaded. */
export function takeUp(id: string): boolean {
  const { id: open, stage } = useEditor.getState();
  const there = held && open === id && stage === 'ready' && isStoredKnown();
  held = false;
  owner = callerOf(useSession.getState().session);
  return there;
}

/** The page is about to show the workflow that is open under another id. */
export const holdForMove = (): void => void (moving = true);

function drop(): void {
  held = false;
  owner = null;
  openEditor('');
}

/** The builder is closed, and its work is kept. */
export function putAway(): void {
  const { session } = useSession.getState();
  if (session.kind === 'out' && !session.ended) drop();
  else held = (moving || session.kind === 'out') && useEditor.getState().stage === 'ready';
  moving = false;
}

useSession.subscribe(({ session }) => {
  const caller = callerOf(session);
  if (caller !== null && owner !== null && caller !== owner) drop();
});
