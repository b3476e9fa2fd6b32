import { Gauge } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { rate, milliseconds, percent } from '../../lib/format';
import { hintFor } from '../../state/hints';
import { titleOf } from '../../state/profile_rows';
import { useApp } from '../../state/store';
import { t } from '../../texts';
import { setText } from '../../ui/live';
import { useBuilder } from '../context';
import { figuresOf, nodeKey, watchFigures } from '../live_figures';

/** What the node says of itself while it runs, and what it costs. */
export function NodeFacts({ id }: { id: string }) {
  const { id: workflow } = useBuilder();
  const facts = useApp((state) => state.statuses[workflow]?.nodes.find((node) => node.id === id)?.facts);
  const entries = Object.entries(facts ?? {}).filter(([, value]) => value !== '');
  return (
    <section className="flex flex-col gap-2 text-s">
      <Cost id={id} />
      {entries.length > 0 && (
        <>
          <h3 className="font-medium text-muted">{t.inspector.facts}</h3>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {entries.map(([name, value]) => (
              <div key={name} className="contents"><dt className="text-muted">{name.replaceAll('_', ' ')}</dt><dd className="figures min-w-0 [overflow-wrap:anywhere]">{value}</dd></div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function Cost({ id }: { id: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  const slow = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      watchFigures(nodeKey(id), () => {
        const figures = figuresOf(id);
        const on = figures?.fps != null;
        setText(line.current, !on ? '' : [
          t.node.fps(rate(figures.fps ?? 0)),
          figures.p50Ms === null ? '' : `${titleOf(figures.operation)}: ${milliseconds(figures.p50Ms)} p50, ${milliseconds(figures.p95Ms ?? 0)} p95`,
        ].filter((part) => part !== '').join(' · '));
        if (slow.current === null) return;
        slow.current.hidden = !on || figures.bottleneckShare === 0;
        if (slow.current.hidden || figures === undefined) return;
        setText(slow.current.querySelector('[data-part="why"]'), t.node.slowestWhy(titleOf(figures.operation), percent(figures.bottleneckShare)));
        setText(slow.current.querySelector('[data-part="help"]'), hintFor(figures.operation));
      }),
    [id],
  );
  return (
    <>
      <p ref={line} className="figures" title={t.node.window} />
      <div ref={slow} hidden className="rounded-md bg-raised p-3">
        <p className="flex items-start gap-1.5 font-medium"><Gauge size="0.875rem" className="mt-px shrink-0 text-warning" aria-hidden /><span data-part="why" /></p>
        <p data-part="help" className="mt-1 text-muted" />
      </div>
    </>
  );
}
