import { Circle, CirclePlay, Gauge, OctagonX, TriangleAlert } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { percent } from '../../lib/format';
import { titleOf } from '../../state/profile_rows';
import { t } from '../../texts';
import { setText } from '../../ui/live';
import { figuresOf, nodeKey, watchFigures } from '../live_figures';
import { nodeWords } from './figure_words';
import { NodeRest } from './node_rest';

/** State, rate, device and times of a node, written past React. The state has a shape of its own, shown by CSS from data-tone. */
export const NodeStrip = memo(function NodeStrip({ id }: { id: string }) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      watchFigures(nodeKey(id), () => {
        const element = strip.current;
        const figures = figuresOf(id);
        if (element === null) return;
        const tone = figures?.tone ?? 'idle';
        element.dataset.tone = tone;
        element.dataset.active = String(figures?.active ?? false);
        const card = element.closest<HTMLElement>('.node');
        if (card !== null) card.dataset.tone = tone;
        const words = nodeWords(figures);
        setText(element.querySelector('[data-part="figures"]'), words.rate);
        setText(element.querySelector('[data-part="times"]'), words.times);
        setText(element.querySelector('[data-part="message"]'), figures?.message ?? '');
        const slow = element.querySelector<HTMLElement>('[data-part="slowest"]');
        if (slow !== null) {
          slow.hidden = (figures?.bottleneckShare ?? 0) === 0;
          setText(slow.querySelector('span'), figures === undefined || slow.hidden ? '' : t.node.slowestWhy(titleOf(figures.operation), percent(figures.bottleneckShare)));
        }
        element.title = figures === undefined || figures.operation === '' ? '' : `${titleOf(figures.operation)}. ${t.node.window}`;
      }),
    [id],
  );
  return (
    <div ref={strip} className="node-strip text-s" data-tone="idle">
      <p className="flex items-center gap-1.5">
        <Circle size="0.875rem" className="mark mark-idle" aria-hidden /><CirclePlay size="0.875rem" className="mark mark-running" aria-hidden />
        <TriangleAlert size="0.875rem" className="mark mark-warning" aria-hidden /><OctagonX size="0.875rem" className="mark mark-error" aria-hidden />
        <NodeRest node={id} />
        <span data-part="figures" className="figures truncate" />
      </p>
      <p data-part="times" className="node-times figures" />
      <p data-part="message" className="node-message" />
      <p data-part="slowest" hidden className="node-slowest"><Gauge size="0.875rem" className="mt-px shrink-0" aria-hidden /><span /></p>
    </div>
  );
});
