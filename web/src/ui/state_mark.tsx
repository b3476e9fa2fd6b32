import { Circle, CirclePlay, LoaderCircle, OctagonX, TriangleAlert, Unplug } from 'lucide-react';
import { isLost, labelOf, runStateOf, toneOf, type Tone } from '../state/selectors';
import { useApp } from '../state/store';

const marks = { idle: Circle, running: CirclePlay, warning: TriangleAlert, error: OctagonX };

const colours: Record<Tone, string> = {
  idle: 'text-idle',
  running: 'text-running',
  warning: 'text-warning',
  error: 'text-error',
};

/** The state in colour, shape and word. */
export function StateMark({ id }: { id: string }) {
  const tone = useApp((state) => toneOf(state, id));
  const label = useApp((state) => labelOf(state, id));
  const lost = useApp(isLost);
  const moving = useApp((state) => !isLost(state) && ['starting', 'stopping'].includes(runStateOf(state, id)));
  const Mark = lost ? Unplug : moving ? LoaderCircle : marks[tone];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${colours[tone]}`}>
      <Mark size="1rem" strokeWidth={2.25} aria-hidden className={moving ? 'animate-spin' : ''} />
      <span className="state-word">{label}</span>
    </span>
  );
}
