import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { portsOf } from '../../document/ports';
import { t } from '../../texts';
import { setText } from '../../ui/live';
import { useBuilder } from '../context';
import { currentDoc, useEditor } from '../editor';
import { edgeFigureKey, edgeFiguresOf, watchFigures, type EdgeFigures } from '../live_figures';
import { drawnEdges, edgeShape, pathOf, pointAt } from './edge_shape';
import { edgeWords } from './figure_words';
import type { FlowLink } from './flow_items';
import { useLane } from './use_lane';

/** Load in three steps, by how full the queue is and whether it drops. */
function loadOf(figures: EdgeFigures): 'calm' | 'busy' | 'full' {
  if (figures.dropRate > 0.1) return 'full';
  return figures.capacity > 1 && figures.depth / figures.capacity > 0.5 ? 'busy' : 'calm';
}

export const FlowEdge = memo(function FlowEdge({ id, sourceX, sourceY, targetX, targetY, selected, data, source, target }: EdgeProps<FlowLink>) {
  const { types } = useBuilder();
  const line = useRef<SVGPathElement>(null);
  const label = useRef<HTMLDivElement>(null);
  const wrong = useEditor((editor) => editor.problems.some((problem) => (problem.edge === id || problem.loop?.includes(id) === true) && !problem.warning));
  const [from, to] = [{ x: sourceX, y: sourceY }, { x: targetX, y: targetY }];
  const lane = useLane(source, target, from, to);
  const shape = edgeShape(from, to, lane);
  const beside = lane?.below === true ? 'translate(-50%, 6px)' : 'translate(-50%, calc(-100% - 6px))';
  const middle = pointAt(shape, 0.5);
  const type = data === undefined ? undefined : portsOf(currentDoc(), types, data.item).output?.type;
  useEffect(() => {
    drawnEdges.set(id, { shape, from: source, to: target });
    return () => void drawnEdges.delete(id);
  });
  useEffect(
    () =>
      watchFigures(edgeFigureKey(source, target), () => {
        const figures = edgeFiguresOf(source, target);
        if (line.current !== null) {
          line.current.dataset.load = figures?.active === true ? loadOf(figures) : 'idle';
          line.current.style.setProperty('--fill', String(figures === undefined ? 0 : figures.depth / Math.max(1, figures.capacity)));
        }
        const text = edgeWords(figures);
        setText(label.current, text);
        if (label.current !== null) label.current.hidden = text === '';
      }),
    [source, target],
  );
  return (
    <>
      <path d={pathOf(shape)} className="edge-grip"><title>{t.edge.rateHelp}</title></path>
      <path ref={line} d={pathOf(shape)} className={`edge-line edge-${type ?? 'unknown'} ${selected === true ? 'edge-chosen' : ''} ${wrong ? 'edge-wrong' : ''}`} />
      <EdgeLabelRenderer>
        <div ref={label} data-edge={id} hidden className="edge-label figures text-s" style={{ transform: `translate(${middle.x}px, ${middle.y}px) ${beside}` }} />
      </EdgeLabelRenderer>
    </>
  );
});
