import { useEffect, useRef } from 'react';
import { duration } from '../lib/format';
import type { XrayPlayer } from '../live/xray_player';
import { t } from '../texts';
import { setText } from '../ui/live';

const staleAfterMs = 2500;

/** Nobody reports trouble, and yet no picture comes: say how old the one on the screen is. */
export function StaleNote({ player, paused }: { player: XrayPlayer; paused: boolean }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const show = () => {
      const painted = player.state.stats?.paintedAtMs ?? 0;
      const ageMs = Date.now() - painted;
      const stale = painted > 0 && ageMs > staleAfterMs && !paused && player.state.phase !== 'paused';
      if (note.current !== null) note.current.hidden = !stale && !paused;
      setText(note.current, paused ? t.view.paused : stale ? t.view.stale(duration(ageMs / 1000)) : '');
    };
    show();
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [player, paused]);
  return <p ref={note} hidden role="status" className="figures absolute left-3 top-3 rounded-md border border-line bg-surface px-3 py-1.5" />;
}
