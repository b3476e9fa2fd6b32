import { CircleStop, Clapperboard, EyeOff, LoaderCircle, WifiOff, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { PlayerState, XrayPlayer } from '../live/xray_player';
import { nodesOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { t } from '../texts';
import { usePlayerEvents } from '../ui/use_player';

type Phase = PlayerState['phase'] | 'none';

const icons: Record<string, LucideIcon> = { none: EyeOff, waiting: Clapperboard, retrying: WifiOff, stopped: CircleStop, failed: CircleStop, finished: CircleStop };

/** What stands there while there is no picture. */
export function PictureCover({ id, player, views }: { id: string; player: XrayPlayer | null; views: number }) {
  const run = useApp((state) => runStateOf(state, id));
  const message = useApp((state) => state.statuses[id]?.message ?? '');
  const known = useApp((state) => nodesOf(state, id).length > 0);
  const phase = usePhase(player);
  const atRest = ['starting', 'stopping', 'stopped', 'failed', 'finished'].includes(run);
  const what = atRest ? run : known && views === 0 ? 'none' : phase.seen ? '' : run === 'restarting' ? run : phase.now === 'waiting' || phase.now === 'retrying' ? phase.now : 'connecting';
  if (what === '') return null;
  const [title, text] = t.view.cover[what] ?? [what, ''];
  const Icon = icons[what] ?? LoaderCircle;
  const shown = (what === 'failed' || what === 'finished') && message !== '' ? message : text;
  return (
    <div className="absolute inset-0 flex overflow-y-auto bg-surface p-4 text-center">
      <div className="m-auto flex flex-col items-center gap-2">
        <Icon size="2rem" strokeWidth={1.25} aria-hidden className={`text-muted ${Icon === LoaderCircle ? 'animate-spin' : ''}`} />
        <p className="font-medium">{title}</p>
        {shown !== '' && <p className="max-w-prose text-muted [overflow-wrap:anywhere]">{shown}</p>}
      </div>
    </div>
  );
}

/** Changes a few times in a view's life, so React may know it. `seen`: a picture is on the screen. */
function usePhase(player: XrayPlayer | null): { now: Phase; seen: boolean } {
  const [phase, setPhase] = useState<{ now: Phase; seen: boolean; of: XrayPlayer | null }>({ now: 'none', seen: false, of: null });
  usePlayerEvents(player, ({ state }) => {
    setPhase((before) => {
      const seen = state.stats !== null && state.stats.paintedAtMs > 0;
      return before.now === state.phase && before.seen === seen && before.of === player ? before : { now: state.phase, seen, of: player };
    });
  });
  return phase.of === player ? phase : { now: 'none', seen: false };
}
