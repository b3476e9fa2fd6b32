import { Gauge } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { milliseconds } from '../lib/format';
import { explanationOf, profileRows, scaleEndMs, titleOf, type ProfileRow, type RowKind } from '../state/profile_rows';
import { snapshotOf } from '../state/selectors';
import { useApp } from '../state/store';
import { t } from '../texts';
import { setText, useLive } from './live';

const fills: Record<RowKind, string> = { work: 'bg-accent', wait: 'bar-wait', unaccounted: 'bar-unknown' };

/** One bar a stage: p50 solid, a mark at p95, the average in figures. Waits are hatched, the unexplained is dashed. */
export function StageBars({ id }: { id: string }) {
  const list = useRef<HTMLUListElement>(null);
  const scale = useRef<HTMLSpanElement>(null);
  // The rows themselves seldom change; their bars do, and are set past React.
  const key = useApp((state) => profileRows(snapshotOf(state, id)).map((row) => `${row.name}:${row.kind}`).join(' '));
  const rows = useMemo(() => key.split(' ').map((entry) => entry.split(':') as [string, RowKind]), [key]);
  useLive((state) => {
    const values = profileRows(snapshotOf(state, id));
    const end = scaleEndMs(values);
    setText(scale.current, values.some((value) => value.stats !== null) ? `0 to ${end} ms` : '');
    for (const value of values) {
      const row = list.current?.querySelector<HTMLElement>(`[data-operation="${CSS.escape(value.name)}"]`);
      if (row) showRow(row, value, end);
    }
  });
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-3 text-s text-muted">
        <h3 className="font-medium text-text">{t.performance.timePerFrame}</h3>
        <Legend />
        <span ref={scale} className="figures" />
      </div>
      <ul ref={list} className="flex flex-col">
        {rows.map(([name, kind]) => <BarRow key={name} id={id} name={name} kind={kind} />)}
      </ul>
    </div>
  );
}

function Legend() {
  return (
    <span className="flex items-center gap-3" aria-hidden>
      <span className="flex items-center gap-1"><i className="h-2 w-4 rounded-sm bg-accent" />p50</span>
      <span className="flex items-center gap-1"><i className="h-3 w-0.5 bg-text" />p95</span>
      <span className="flex items-center gap-1"><i className="bar-wait h-2 w-4 rounded-sm" />{t.performance.wait}</span>
    </span>
  );
}

function BarRow({ id, name, kind }: { id: string; name: string; kind: RowKind }) {
  const slow = useApp((state) => snapshotOf(state, id)?.bottlenecks[0]?.operation === name);
  return (
    <li data-operation={name} title={explanationOf(name)} className="grid h-6 grid-cols-[7.75rem_1fr_4rem] items-center gap-2 text-s">
      <span className="flex items-center gap-1 truncate">
        {titleOf(name)}
        {slow && <Gauge size="0.875rem" className="shrink-0 text-warning" aria-label={t.performance.slowestStage} />}
      </span>
      <span className="relative block h-3 overflow-hidden rounded-sm bg-raised" aria-hidden>
        <i data-part="p50" className={`absolute inset-y-0 left-0 min-w-0.5 ${fills[kind]}`} hidden />
        <i data-part="p95" className="absolute inset-y-0 w-0.5 bg-text" hidden />
      </span>
      <span data-part="avg" className="figures text-right" />
    </li>
  );
}

function showRow(row: HTMLElement, { stats }: ProfileRow, endMs: number): void {
  const part = (name: string) => row.querySelector<HTMLElement>(`[data-part="${name}"]`);
  const p50 = part('p50');
  const p95 = part('p95');
  const share = (ms: number) => Math.min(1, ms / endMs);
  if (p50 !== null) {
    p50.hidden = stats === null;
    p50.style.width = `${100 * share(stats?.p50_ms ?? 0)}%`;
  }
  if (p95 !== null) {
    p95.hidden = stats === null;
    p95.style.left = `calc(${100 * share(stats?.p95_ms ?? 0)}% - 2px)`;
  }
  setText(part('avg'), stats === null ? '–' : milliseconds(stats.avg_ms));
  row.classList.toggle('text-muted', stats === null);
}
