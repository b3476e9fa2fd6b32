import { useMemo, useRef, useState } from 'react';
import type { FoundObject } from '../../live/protocol';
import { percent } from '../../lib/format';
import { isActive, nodesOf, runStateOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { viewsOf } from '../../state/views';
import { t } from '../../texts';
import { usePlayer, usePlayerEvents } from '../../ui/use_player';

/** What the model sees now, by class, beside the picture that it is about. Twice a second. */
export default function DetectionsPanel({ id }: { id: string }) {
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const views = useApp((state) => viewsOf(nodesOf(state, id)).join(' '));
  const [wanted, setWanted] = useState('');
  const names = views === '' ? [] : views.split(' ');
  const view = names.find((each) => each === wanted) ?? names[0];
  if (!active || view === undefined) return <p className="p-4 text-muted">{t.drawer.noDetections}</p>;
  return (
    <div className="flex flex-col gap-2 p-3">
      {names.length > 1 && <select className="input w-auto self-start" aria-label={t.view.view} value={view} onChange={(event) => setWanted(event.target.value)}>{names.map((each) => <option key={each}>{each}</option>)}</select>}
      <div className="grid gap-4 sm:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]"><Live key={view} id={id} view={view} /></div>
    </div>
  );
}

const nothing: FoundObject[] = [];

function Live({ id, view }: { id: string; view: string }) {
  const host = useRef<HTMLDivElement>(null);
  const player = usePlayer(host, id, view);
  const [found, setFound] = useState(nothing);
  usePlayerEvents(player, ({ state }) => setFound((state.phase === 'playing' ? state.stats?.header?.found : undefined) ?? nothing));
  return (
    <>
      <div ref={host} className="xray-host relative aspect-video overflow-hidden rounded-md bg-black" />
      <ByClass found={found} />
    </>
  );
}

function ByClass({ found }: { found: FoundObject[] }) {
  const rows = useMemo(() => {
    const classes = new Map<string, { count: number; best: number }>();
    for (const { name, score } of found) {
      const row = classes.get(name) ?? { count: 0, best: 0 };
      classes.set(name, { count: row.count + 1, best: Math.max(row.best, score) });
    }
    return [...classes].sort((a, b) => b[1].count - a[1].count);
  }, [found]);
  return (
    <table className="figures w-full text-left">
      <thead className="text-s text-muted"><tr><th className="py-1 font-normal">{t.drawer.class_}</th><th className="py-1 text-right font-normal">{t.drawer.seen}</th><th className="py-1 text-right font-normal">{t.drawer.best}</th></tr></thead>
      <tbody>
        {rows.map(([name, { count, best }]) => <tr key={name} className="border-t border-line"><td className="py-1">{name}</td><td className="py-1 text-right">{count}</td><td className="py-1 text-right">{percent(best)}</td></tr>)}
        {rows.length === 0 && <tr><td colSpan={3} className="py-2 text-muted">–</td></tr>}
      </tbody>
    </table>
  );
}
