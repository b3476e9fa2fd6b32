import { Gauge } from 'lucide-react';
import { useMay } from '../auth/session';
import { milliseconds, percent } from '../lib/format';
import { restart } from '../state/actions';
import { t } from '../texts';
import { hintFor } from '../state/hints';
import { titleOf } from '../state/profile_rows';
import { isActive, runStateOf, snapshotOf } from '../state/selectors';
import { choosePreset, useApp, type AppState } from '../state/store';
import { LiveText } from './live';

/** The slowest stage, its share, and what would help. */
export function Bottlenecks({ id }: { id: string }) {
  const slowest = useApp((state) => snapshotOf(state, id)?.bottlenecks[0]?.operation);
  const measured = useApp((state) => (snapshotOf(state, id)?.total_latency.count ?? 0) > 0);
  const fast = useApp((state) => state.presets[id] === 'max-fps' || !isActive(runStateOf(state, id)));
  const may = useMay('editor');
  const restartFast = () => void restart(id, 'max-fps').then((done) => done && choosePreset(id, 'max-fps'));
  return (
    <div className="min-h-[6.5rem] rounded-md bg-raised p-3 text-s">
      {slowest === undefined ? (
        <p className="text-muted">
          {measured ? t.performance.noBottleneck : t.performance.bottleneckLater}
        </p>
      ) : (
        <>
          <p className="flex items-start gap-1.5 font-medium">
            <Gauge size="1rem" className="shrink-0 text-warning" aria-hidden />
            <LiveText read={(state) => share(state, id, slowest)} />
          </p>
          <p className="mt-1 text-muted">{hintFor(slowest)}</p>
          {may && !fast && (
            <button type="button" className="button mt-2 bg-surface text-s" onClick={restartFast}>{t.performance.restartFast}</button>
          )}
        </>
      )}
    </div>
  );
}

function share(state: AppState, id: string, operation: string): string {
  const found = snapshotOf(state, id)?.bottlenecks.find((each) => each.operation === operation);
  if (found === undefined) return titleOf(operation);
  return t.performance.bottleneck(titleOf(operation), percent(found.share), milliseconds(found.avg_ms));
}
