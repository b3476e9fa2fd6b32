import { duration, moment } from '../lib/format';
import { start, stop } from '../state/actions';
import { isActive, nameOf, runStateOf } from '../state/selectors';
import { useApp, type AppState } from '../state/store';
import { LiveText } from './live';
import { ProfilePanel } from './profile_panel';
import { RunControls } from './run_controls';
import { Stage } from './stage';
import { StateMark } from './state_mark';
import { useKeys } from './use_keys';

const columns = 'grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[minmax(0,1fr)_28rem]';

/** The selected workflow: its picture, and where its time goes. */
export function WorkflowView({ id }: { id: string }) {
  const name = useApp((state) => nameOf(state, id));
  useKeys({ s: () => void (isActive(runStateOf(useApp.getState(), id)) ? stop(id) : start(id)) });
  return (
    <section aria-label={name} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="min-w-0 truncate text-l font-semibold">{name}</h2>
        <StateMark id={id} />
        <LiveText className="text-s text-muted" read={(state) => life(state, id)} />
        <div className="ml-auto"><RunControls id={id} /></div>
      </div>
      <div className={columns}>
        <Stage id={id} />
        <ProfilePanel id={id} />
      </div>
    </section>
  );
}

function life(state: AppState, id: string): string {
  const status = state.statuses[id];
  if (status?.state !== 'running' || status.started_at === '') return '';
  const restarts = status.restarts === 0 ? '' : `, ${status.restarts} ${status.restarts === 1 ? 'restart' : 'restarts'}`;
  return `since ${moment(status.started_at)}, ${duration(status.uptime_s)}${restarts}`;
}

export function WorkflowSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-3">
      <div className="skeleton h-9 w-56" />
      <div className={columns}>
        <div className="stage-box skeleton" />
        <div className="skeleton h-[34rem]" />
      </div>
    </div>
  );
}
