import { OctagonX, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { XrayPlayer } from '../live/xray_player';
import { duration } from '../lib/format';
import { restart } from '../state/actions';
import { isActive, runStateOf, toneOf, troubleOf } from '../state/selectors';
import { dismissError, useApp, type AppState } from '../state/store';
import { LiveText, setText } from './live';

const staleAfterMs = 2500;

/** What is wrong while the workflow runs, at the top of the picture: what happened, what comes next, and the way out. */
export function StageNotice({ id, player }: { id: string; player: XrayPlayer | null }) {
  const tone = useApp((state) => toneOf(state, id));
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const failed = useApp((state) => state.errors[id] !== undefined);
  const troubled = useApp((state) => troubleOf(state, id) !== '');
  if (!active) return null;
  if (!failed && !troubled) return player === null ? null : <StaleNotice player={player} />;
  const Mark = tone === 'error' || failed ? OctagonX : TriangleAlert;
  return (
    <div role="status" className="absolute inset-x-3 top-3 flex items-center gap-2 rounded-md border border-line bg-surface py-1 pl-3 pr-1">
      <Mark size="1rem" aria-hidden className={`shrink-0 ${tone === 'error' || failed ? 'text-error' : 'text-warning'}`} />
      <p className="min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere]"><LiveText read={(state) => words(state, id)} /></p>
      {failed ? (
        <button type="button" className="button button-quiet px-0" aria-label="Dismiss" onClick={() => dismissError(id)}><X size="1rem" /></button>
      ) : (
        <button type="button" className="button" onClick={() => void restart(id)}><RotateCw size="1rem" aria-hidden />Try now</button>
      )}
    </div>
  );
}

function words(state: AppState, id: string): string {
  return state.errors[id]?.message ?? troubleOf(state, id);
}

/** Nobody reports trouble, and yet no picture comes: say how old the one on the stage is. */
function StaleNotice({ player }: { player: XrayPlayer }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const show = () => {
      const painted = player.state.stats?.paintedAtMs ?? 0;
      const ageMs = Date.now() - painted;
      const stale = painted > 0 && ageMs > staleAfterMs && player.state.phase !== 'paused';
      if (note.current !== null) note.current.hidden = !stale;
      if (stale) setText(note.current, `No new picture for ${duration(ageMs / 1000)}.`);
    };
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [player]);
  return <p ref={note} hidden role="status" className="figures absolute left-3 top-3 rounded-md border border-line bg-surface px-3 py-1.5" />;
}
