import { useState } from 'react';
import { count, figure, percent } from '../lib/format';
import { profileRows, titleOf, type ProfileRow } from '../state/profile_rows';
import { snapshotOf } from '../state/selectors';
import { useApp, type AppState } from '../state/store';
import { t } from '../texts';
import { LiveText } from './live';

/** So wide is a screen that has room for the table beside the bars. */
const roomPx = 1800;

/** Every figure behind the bars. Costs nothing while it is closed. */
export function ProfileTable({ id }: { id: string }) {
  const [open, setOpen] = useState(() => window.innerWidth >= roomPx);
  return (
    <details open={open} className="text-s" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="-mx-1 cursor-pointer rounded px-1 py-2.5 text-muted hover:text-text">
        {t.performance.allFigures} · <LiveText read={(state) => explained(state, id)} />
      </summary>
      {open && <Figures id={id} />}
    </details>
  );
}

function explained(state: AppState, id: string): string {
  const snapshot = snapshotOf(state, id);
  if (snapshot === undefined || snapshot.total_latency.count === 0) return t.performance.noFramesYet;
  return t.performance.explained(percent(snapshot.explained_share ?? 1));
}

const columns: [string, (row: ProfileRow) => string][] = [
  ['count', ({ stats }) => count(stats?.count ?? 0)],
  ['avg', ({ stats }) => ms(stats?.avg_ms)],
  ['p50', ({ stats }) => ms(stats?.p50_ms)],
  ['p95', ({ stats }) => ms(stats?.p95_ms)],
  ['p99', ({ stats }) => ms(stats?.p99_ms)],
  ['max', ({ stats }) => ms(stats?.max_ms)],
];

function ms(value: number | undefined): string {
  return value === undefined ? '–' : figure(value);
}

function Figures({ id }: { id: string }) {
  const key = useApp((state) => profileRows(snapshotOf(state, id)).map((row) => row.name).join(' '));
  const cell = (name: string, read: (row: ProfileRow) => string) => (state: AppState) => {
    const row = profileRows(snapshotOf(state, id)).find((each) => each.name === name);
    return row === undefined ? '–' : read(row);
  };
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-right">
        <caption className="mb-1 text-left text-muted">{t.performance.caption}</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">{t.performance.stage}</th>
            {columns.map(([title]) => <th key={title} scope="col" className="py-1 pl-3 font-normal">{title}</th>)}
          </tr>
        </thead>
        <tbody>
          {key.split(' ').map((name) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className="whitespace-nowrap py-1 text-left font-normal">{titleOf(name)}</th>
              {columns.map(([title, read]) => <td key={title} className="py-1 pl-3"><LiveText read={cell(name, read)} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
