import { RotateCcw } from 'lucide-react';
import { count, figure1, milliseconds } from '../lib/format';
import { resetFigures } from '../state/actions';
import { isActive, runStateOf, snapshotOf } from '../state/selectors';
import type { AppState } from '../state/store';
import type { Snapshot } from '../api/types';
import { Bottlenecks } from './bottlenecks';
import { Drops } from './drops';
import { LiveText } from './live';
import { ProfileTable } from './profile_table';
import { Sparkline } from './sparkline';
import { StageBars } from './stage_bars';

/** Where the time of a frame goes. */
export function ProfilePanel({ id }: { id: string }) {
  return (
    <section aria-label="Profile" className="panel flex min-w-0 flex-col gap-4 p-4">
      <div className="grid grid-cols-2 gap-4">
        <div>
          <h3 className="text-s text-muted">Frames per second</h3>
          <p className="text-l font-semibold"><LiveText read={(state) => rate(state, id)} /></p>
          <Sparkline id={id} />
        </div>
        <div>
          <h3 className="text-s text-muted" title="From capture to send">Frame latency</h3>
          <p className="text-l font-semibold">
            <Figure id={id} read={(snapshot) => latency(snapshot, 'p50_ms')} /> <Percentile name="p50" title="Half of the frames take less" />
          </p>
          <p className="mt-1 font-medium">
            <Figure id={id} read={(snapshot) => latency(snapshot, 'p95_ms')} /> <Percentile name="p95" title="95 % of the frames take less" />
          </p>
        </div>
      </div>
      <StageBars id={id} />
      <Bottlenecks id={id} />
      <FrameCounts id={id} />
      <Drops id={id} />
      <ProfileTable id={id} />
      <button type="button" className="button button-quiet self-start px-2 text-s text-muted" onClick={() => void resetFigures().catch(() => undefined)}>
        <RotateCcw size="0.875rem" aria-hidden /> Count anew
      </button>
    </section>
  );
}

function Percentile({ name, title }: { name: string; title: string }) {
  return <abbr title={title} className="text-s font-normal text-muted no-underline">{name}</abbr>;
}

/** The window reaches back half a minute; a workflow at rest has no rate all the same. */
function rate(state: AppState, id: string): string {
  const snapshot = snapshotOf(state, id);
  return snapshot === undefined || !isActive(runStateOf(state, id)) ? '–' : figure1(snapshot.current_fps);
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
  const facts: [string, string, (snapshot: Snapshot) => string][] = [
    ['Frames in', 'From the sources', (snapshot) => count(snapshot.frames.in)],
    ['Skipped', 'Looked like the last one: no inference needed', (snapshot) => count(snapshot.frames.skipped)],
    ['Dropped', 'Lost on the way, see below', (snapshot) => count(dropped(snapshot))],
  ];
  return (
    <dl className="grid grid-cols-3 gap-4 border-t border-line pt-3">
      {facts.map(([name, title, read]) => (
        <div key={name} title={title}>
          <dt className="text-s text-muted">{name}</dt>
          <dd className="font-medium"><Figure id={id} read={read} /></dd>
        </div>
      ))}
    </dl>
  );
}
