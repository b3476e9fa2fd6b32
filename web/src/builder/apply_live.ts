import { setLiveOptions } from '../api/live_options';
import { asApiError } from '../api/problem';
import { refreshStatus } from '../state/actions';
import { say } from '../state/toasts';
import type { LiveChange } from './needs_restart';

/** What the canvas has and the run has not: it holds from the next frame on. */
export async function applyLive(id: string, changes: readonly LiveChange[]): Promise<void> {
  const nodes = [...new Set(changes.map(({ node }) => node))];
  try {
    for (const node of nodes) {
      await setLiveOptions(id, node, Object.fromEntries(changes.filter((each) => each.node === node).map(({ option, value }) => [option, value])));
    }
    await refreshStatus();
  } catch (error) {
    say(asApiError(error).message, { tone: 'error' });
  }
}
