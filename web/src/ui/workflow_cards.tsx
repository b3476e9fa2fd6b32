import { Play, Square } from 'lucide-react';
import { duration, fps, moment } from '../lib/format';
import { start, stop } from '../state/actions';
import { isActive, nameOf, runStateOf, snapshotOf, toneOf, troubleOf } from '../state/selectors';
import { select, useApp, type AppState } from '../state/store';
import { LiveText } from './live';
import { StateMark } from './state_mark';

const grid = 'grid grid-cols-[repeat(auto-fill,minmax(min(14.5rem,100%),1fr))] gap-3';

export function WorkflowCards() {
  const order = useApp((state) => state.order);
  return (
    <nav aria-label="Workflows" className="max-h-[12.5rem] overflow-y-auto p-0.5 -m-0.5">
      <ul className={grid}>
        {order.map((id) => <WorkflowCard key={id} id={id} />)}
      </ul>
    </nav>
  );
}

export function CardSkeletons() {
  return (
    <div className={grid} aria-hidden>
      {[0, 1, 2].map((index) => <div key={index} className="skeleton h-[5.25rem]" />)}
    </div>
  );
}

function WorkflowCard({ id }: { id: string }) {
  const name = useApp((state) => nameOf(state, id));
  const selected = useApp((state) => state.selected === id);
  const trouble = useApp((state) => toneOf(state, id) === 'error' || toneOf(state, id) === 'warning');
  return (
    <li className={`panel relative flex h-[5.25rem] items-center gap-2 py-2 pl-3.5 pr-2.5 ${selected ? 'border-accent ring-1 ring-accent' : 'hover:border-muted'}`}>
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={() => select(id)}
          aria-current={selected}
          className="block w-full truncate text-left font-semibold after:absolute after:inset-0 after:rounded-lg after:content-[''] focus-visible:outline-none focus-visible:after:outline focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
        >
          {name}
        </button>
        <div className="mt-1 flex items-center gap-3 text-s">
          <StateMark id={id} />
          <LiveText className="font-medium" read={(state) => rate(state, id)} />
        </div>
        <p className="mt-1 truncate text-s text-muted">
          <LiveText read={(state) => (trouble ? news(state, id) : since(state, id))} />
        </p>
      </div>
      <RunButton id={id} name={name} />
    </li>
  );
}

function rate(state: AppState, id: string): string {
  const snapshot = snapshotOf(state, id);
  return runStateOf(state, id) === 'running' && snapshot !== undefined ? fps(snapshot.current_fps) : '';
}

function since(state: AppState, id: string): string {
  const status = state.statuses[id];
  if (status === undefined || status.started_at === '') return 'Never ran';
  if (!isActive(status.state)) return `Last started ${moment(status.started_at)}`;
  const restarts = status.restarts === 0 ? '' : ` · ${status.restarts} ${status.restarts === 1 ? 'restart' : 'restarts'}`;
  return `Since ${moment(status.started_at)} · ${duration(status.uptime_s)}${restarts}`;
}

function news(state: AppState, id: string): string {
  const trouble = state.errors[id]?.message ?? troubleOf(state, id);
  // The address is said in full on the stage; here there is room for what happened.
  return trouble === '' ? since(state, id) : trouble.replace(/^\S+: /, '');
}

function RunButton({ id, name }: { id: string; name: string }) {
  const run = useApp((state) => runStateOf(state, id));
  const active = isActive(run);
  const label = active ? `Stop ${name}` : `Start ${name}`;
  return (
    <button
      type="button"
      className="button relative z-10 w-9 px-0"
      disabled={run === 'stopping'}
      onClick={() => void (active ? stop(id) : start(id))}
      aria-label={label}
      title={label}
    >
      {active ? <Square size="0.875rem" fill="currentColor" /> : <Play size="0.875rem" fill="currentColor" />}
    </button>
  );
}
