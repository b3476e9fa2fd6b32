import { useRef } from 'react';
import type { XrayPlayer } from '../live/xray_player';
import { isLost, troubleOf } from '../state/selectors';
import { t } from '../texts';
import { setText, useLive } from '../ui/live';

/** Why a small picture shows nothing, or nothing new. */
export function PictureWords({ id, player, trouble = 'said' }: { id: string; player: XrayPlayer; trouble?: 'said' | 'said elsewhere' }) {
  const words = useRef<HTMLSpanElement>(null);
  useLive((state) => {
    const waiting = player.state.phase === 'waiting' && (player.state.stats?.paintedAtMs ?? 0) === 0;
    setText(words.current, isLost(state) ? t.view.lost : (trouble === 'said' && troubleOf(state, id)) || (waiting ? t.view.waitingShort : ''));
  });
  return (
    <p className="figures pointer-events-none absolute inset-0 grid place-items-center p-3 text-center text-s text-white [overflow-wrap:anywhere]">
      <span ref={words} className="line-clamp-4 rounded bg-black/70 px-2 py-1 empty:hidden" />
    </p>
  );
}
