import { RotateCcw } from 'lucide-react';
import { useMay } from '../auth/session';
import type { Snapshot } from '../api/types';
import { count, rate, milliseconds } from '../lib/format';
import { resetFigures } from '../state/actions';
import { isActive, runStateOf, snapshotOf } from '../state/selectors';
import type { AppState } from '../state/store';
import { t } from '../texts';
import { LiveText } from './live';
import { Sparkline } from './sparkline';
import { SuccessMetrics } from './success_metrics';

/** Rate, latency and counts of a workflow. */
export function ProfileSummary({ id }: { id: string }) {
  const may = useMay('editor');
  return (
    <section aria-label={t.performance.title} className="flex min-w-0 flex-col gap-4">
      <div className="grid grid-cols-2 gap-4">
        <div>
          <h3 className="text-s text-muted">{t.performance.fps}</h3>
          <p className="text-l font-semibold"><LiveText read={(state) => rateText(state, id)} /></p>
          <Sparkline id={id} />
        </div>
        <div>
          <h3 className="text-s text-muted" title={t.performance.latencyHelp}>{t.performance.latency}</h3>
          <p className="text-l font-semibold"><Figure id={id} read={(snapshot) => latency(snapshot, 'p50_ms')} /> <Percentile name="p50" title={t.performance.p50Help} /></p>
          <p className="mt-1 font-medium"><Figure id={id} read={(snapshot) => latency(snapshot, 'p95_ms')} /> <Percentile name="p95" title={t.performance.p95Help} /></p>
        </div>
      </div>
      <FrameCounts id={id} />
      <SuccessMetrics id={id} />
      {may && <button type="button" className="button button-quiet self-start px-2 text-s text-muted" onClick={() => void resetFigures().catch(() => undefined)}>
        <RotateCcw size="0.875rem" aria-hidden /> {t.performance.reset}
      </button>}
    </section>
  );
}

function Percentile({ name, title }: { name: string; title: string }) {
  return <abbr title={title} className="text-s font-normal text-muted no-underline">{name}</abbr>;
}

/** The window reaches back half a minute; a workflow at rest has no rate all the same. */
function rateText(state: AppState, id: string): string {
  const snapshot = snapshotOf(state, id);
  return snapshot === undefined || !isActive(runStateOf(state, id)) ? '–' : rate(snapshot.current_fps);
}

function latency(snapshot: Snapshot, field: 'p50_ms' | 'p95_ms'): string {
  return snapshot.total_latency.count === 0 ? '–' : milliseconds(snapshot.total_latency[field]);
}

function Figure({ id, read }: { id: string; read: (snapshot: Snapshot) => string }) {
  return (
    <LiveText
      read={(state) => {
        const snapshot = snapshotOf(state, id);
        return snapshot === undefined ? '–' : read(snapshot);
      }}
    />
  );
}

const dropped = (snapshot: Snapshot) => snapshot.drops.reduce((sum, drop) => sum + drop.count, 0);

function FrameCounts({ id }: { id: string }) {
  const facts: [string[], (snapshot: Snapshot) => string][] = [
    [t.performance.framesIn, (snapshot) => count(snapshot.frames.in)],
    [t.performance.skipped, (snapshot) => count(snapshot.frames.skipped)],
    [t.performance.dropped, (snapshot) => count(dropped(snapshot))],
  ];
  return (
    <dl className="grid grid-cols-3 gap-4 border-t border-line pt-3">
      {facts.map(([[name, title], read]) => (
        <div key={name} title={title}>
          <dt className="text-s text-muted">{name}</dt>
          <dd className="font-medium"><Figure id={id} read={read} /></dd>
        </div>
      ))}
    </dl>
  );
}
