import { useRef } from 'react';
import { fps } from '../lib/format';
import { PictureWords } from '../picture/picture_words';
import { nameOf, nodesOf } from '../state/selectors';
import { useApp } from '../state/store';
import { viewName } from '../state/views';
import { t } from '../texts';
import { setText } from '../ui/live';
import { StateMark } from '../ui/state_mark';
import { useOnScreen } from '../ui/use_on_screen';
import { usePlayer, usePlayerEvents } from '../ui/use_player';

export function WallTile({ tile }: { tile: string }) {
  const [id = '', view = ''] = tile.split(':');
  const host = useRef<HTMLDivElement>(null);
  const rate = useRef<HTMLSpanElement>(null);
  const seen = useOnScreen(host);
  const name = useApp((state) => nameOf(state, id));
  const which = useApp((state) => viewName(nodesOf(state, id), view));
  const player = usePlayer(host, id, seen ? view : null);
  usePlayerEvents(player, ({ state }) => setText(rate.current, state.stats === null || state.stats.fps === 0 ? '' : fps(state.stats.fps)));
  return (
    <li className="relative min-h-0 min-w-0 overflow-hidden bg-black">
      <div ref={host} className="xray-host absolute inset-0" />
      {player !== null && <PictureWords id={id} player={player} />}
      <a href={`#/wall/${tile}`} aria-label={t.wall.enlarge(`${name}, ${view}`)} title={which === '' ? name : `${name}, ${which}`} className="absolute inset-0 focus-visible:outline-offset-[-2px]" />
      <p className="pointer-events-none absolute bottom-1.5 left-1.5 flex max-w-[calc(100%-0.75rem)] items-center gap-2 overflow-hidden whitespace-nowrap rounded bg-surface px-2 py-1 text-s">
        <StateMark id={id} /><span className="min-w-0 truncate font-medium">{name}</span>
        {which !== '' && <span className="max-w-[50%] shrink-0 truncate">{which}</span>}
        <span ref={rate} data-part="rate" className="figures shrink-0 text-muted" />
      </p>
    </li>
  );
}
