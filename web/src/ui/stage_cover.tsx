import { CircleStop, Clapperboard, EyeOff, LoaderCircle, WifiOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PlayerState } from '../live/xray_player';
import type { XrayPlayer } from '../live/xray_player';
import { nodesOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { ProblemNote } from './problem_note';
import { usePlayerEvents } from './use_player';

type Phase = PlayerState['phase'] | 'none';

/** What stands on the stage while there is no picture. */
export function StageCover({ id, player, views }: { id: string; player: XrayPlayer | null; views: number }) {
  const run = useApp((state) => runStateOf(state, id));
  const known = useApp((state) => nodesOf(state, id).length > 0);
  const phase = usePhase(player);
  if (run === 'starting') return <Cover busy title="Starting" text="Loading the model and opening the source." />;
  if (run === 'stopping') return <Cover busy title="Stopping" text="" />;
  if (run === 'stopped' || run === 'failed' || run === 'finished') return <AtRest id={id} run={run} />;
  if (known && views === 0) {
    return <Cover icon={<EyeOff />} title="This workflow has no X-RAY view" text="Add a node of type xray_view to see pictures." />;
  }
  if (phase.seen) return null;
  return run === 'restarting' ? <Cover busy title="Waiting to start again" text="" /> : <Waiting phase={phase.now} />;
}

function Waiting({ phase }: { phase: Phase }) {
  if (phase === 'waiting') return <Cover icon={<Clapperboard />} title="No pictures yet" text="Waiting for the first frame from the source." />;
  if (phase === 'retrying') return <Cover icon={<WifiOff />} title="No connection to the picture" text="Trying again." />;
  return <Cover busy title="Connecting" text="" />;
}

const restTitles = { stopped: 'Stopped', failed: 'Failed', finished: 'Finished' };
const restTexts = {
  stopped: 'Start it to see what the model sees.',
  failed: 'It does not run any more.',
  finished: 'The source came to its end.',
};

function AtRest({ id, run }: { id: string; run: keyof typeof restTitles }) {
  const error = useApp((state) => state.errors[id]);
  const message = useApp((state) => state.statuses[id]?.message ?? '');
  const text = run === 'stopped' || message === '' ? restTexts[run] : message;
  return (
    <Cover icon={<CircleStop />} title={error === undefined ? restTitles[run] : 'It could not be started'} text={error === undefined ? text : ''}>
      {error !== undefined && <ProblemNote error={error} />}
    </Cover>
  );
}

interface CoverProps {
  title: string;
  text: string;
  icon?: ReactNode;
  busy?: boolean;
  children?: ReactNode;
}

function Cover({ title, text, icon, busy = false, children }: CoverProps) {
  return (
    <div className="stage-cover relative flex bg-surface p-4 text-center">
      <div className="m-auto flex w-full flex-col items-center gap-2">
        <span className="text-muted [&>svg]:h-8 [&>svg]:w-8 [&>svg]:stroke-[1.25]" aria-hidden>
          {busy ? <LoaderCircle className="animate-spin" /> : icon}
        </span>
        <p className="font-medium">{title}</p>
        {text !== '' && <p className="max-w-prose text-muted [overflow-wrap:anywhere]">{text}</p>}
        {children !== undefined && <div className="w-full max-w-xl">{children}</div>}
      </div>
    </div>
  );
}

/** Changes a few times in a view's life, so React may know it. `seen`: a picture is on the stage. */
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
