import { duration, moment } from '../lib/format';
import { isActive, isLost } from '../state/selectors';
import type { AppState } from '../state/store';
import { t } from '../texts';

/** When it was started last, as far as the server knows: it forgets with its own start. */
export function since(state: AppState, id: string): string {
  const status = state.statuses[id];
  if (status === undefined || status.started_at === '') return t.home.notRun;
  if (!isActive(status.state) || isLost(state)) return t.home.lastStarted(moment(status.started_at));
  const restarts = status.restarts === 0 ? '' : ` · ${t.home.restarts(status.restarts)}`;
  return `${t.home.since(moment(status.started_at), duration(status.uptime_s))}${restarts}`;
}
