import { Trash2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMay } from '../../auth/session';
import { count, rate } from '../../lib/format';
import type { DocEdge } from '../../document/types';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import { setText } from '../../ui/live';
import { removeSelected } from '../canvas/use_flow';
import { useBuilder } from '../context';
import { select } from '../editor';
import { edgeFigureKey, edgeFiguresOf, watchFigures } from '../live_figures';
import { EdgeFrame } from './edge_frame';

const rows: [string, string][] = [['rate', t.edge.rateName], ['depth', t.edge.depth], ['passed', t.edge.passed], ['dropped', t.edge.dropped]];

export function EdgeDetails({ edge }: { edge: DocEdge }) {
  const { id } = useBuilder();
  const may = useMay('editor');
  const box = useRef<HTMLDListElement>(null);
  const policy = useRef<HTMLParagraphElement>(null);
  useEffect(
    () =>
      watchFigures(edgeFigureKey(edge.from, edge.to), () => {
        const figures = edgeFiguresOf(edge.from, edge.to);
        const put = (name: string, text: string) => setText(box.current?.querySelector<HTMLElement>(`[data-row="${name}"]`) ?? null, figures === undefined ? '–' : text);
        put('rate', t.edge.rate(rate(figures?.rate ?? 0)));
        put('depth', `${figures?.depth ?? 0} of ${figures?.capacity ?? 1}`);
        put('passed', count(figures?.packets ?? 0));
        put('dropped', count(figures?.drops ?? 0));
        setText(policy.current, figures === undefined ? '' : (t.edge.policies[figures.policy] ?? figures.policy));
      }),
    [edge.from, edge.to],
  );
  return (
    <>
      <header className="flex items-center gap-2 border-b border-line py-2 pl-4 pr-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{`${edge.from} → ${edge.to}`}</h2>
        {may && <IconButton label={t.inspector.remove} shortcut="Delete" icon={Trash2} onClick={removeSelected} />}
        <IconButton label={t.app.close} shortcut="Escape" icon={X} onClick={() => select([])} />
      </header>
      <div className="flex flex-col gap-4 p-4">
        <dl ref={box} title={t.edge.rateHelp} className="figures grid grid-cols-2 gap-x-4 gap-y-1">
          {rows.map(([name, title]) => <div key={name} className="contents"><dt className="text-muted">{title}</dt><dd data-row={name}>–</dd></div>)}
        </dl>
        <p ref={policy} className="text-s text-muted" />
        <EdgeFrame workflow={id} edge={edge} />
      </div>
    </>
  );
}
