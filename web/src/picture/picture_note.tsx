import { useEffect, useRef } from 'react';
import { duration } from '../lib/format';
import { isLost } from '../state/selectors';
import { useApp } from '../state/store';
import type { PlayerState, XrayPlayer } from '../live/xray_player';
import { t } from '../texts';
import { setText } from '../ui/live';

const staleAfterMs = 2500;
/** A stream that is slow as a whole is late only after some of its own intervals. */
const staleAfterIntervals = 3;

function noteFor({ phase, stats }: PlayerState, paused: boolean): string {
  if (isLost(useApp.getState())) return t.view.lost;
  if (paused) return t.view.paused;
  if (stats === null || stats.paintedAtMs === 0 || phase === 'paused') return '';
  const ageMs = Date.now() - stats.paintedAtMs;
  if (ageMs > Math.max(staleAfterMs, staleAfterIntervals * stats.intervalMs)) return t.view.stale(duration(ageMs / 1000));
  return stats.header?.reduced === true ? t.view.reduced : '';
}

/** What the picture itself cannot say: it is old though nobody reports trouble, it is held, or it is smaller than it could be. */
export function PictureNote({ player, paused }: { player: XrayPlayer; paused: boolean }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const show = () => {
      const text = noteFor(player.state, paused);
      if (note.current !== null) note.current.hidden = text === '';
      setText(note.current, text);
    };
    show();
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [player, paused]);
  return <p ref={note} hidden role="status" className="figures absolute left-3 top-3 rounded-md border border-line bg-surface px-3 py-1.5" />;
}
