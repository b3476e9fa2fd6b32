// The figures of nodes and edges in words, as short as they fit on the canvas.
import { count, milliseconds, rate } from '../../lib/format';
import { t } from '../../texts';
import type { EdgeFigures, NodeFigures } from '../live_figures';

const none = '–';

/** A time of zero is none: nothing has been measured yet. */
function time(ms: number | null): string {
  if (ms === null || ms === 0) return none;
  return ms < 0.005 ? t.node.hardly : milliseconds(ms);
}

/** "87 · 108 ms" rather than the same unit twice. */
function times({ p50Ms, p95Ms }: NodeFigures): string {
  const [half, most] = [time(p50Ms), time(p95Ms)];
  const unit = / \S+$/.exec(most)?.[0] ?? '';
  return t.node.times(unit !== '' && half.endsWith(unit) ? half.slice(0, -unit.length) : half, most);
}

const measured = ({ fps, p95Ms }: NodeFigures): boolean => (fps ?? 0) > 0 || (p95Ms ?? 0) > 0;

/** Rate and device above, times below. Of what does not run only the device is known. */
export function nodeWords(figures: NodeFigures | undefined): { rate: string; times: string } {
  if (figures === undefined) return { rate: '', times: '' };
  const device = figures.device.toUpperCase();
  if (!figures.active) return { rate: device, times: '' };
  const fps = t.node.fps(figures.fps === null || !measured(figures) ? none : rate(figures.fps));
  return { rate: device === '' ? fps : `${fps} · ${device}`, times: times(figures) };
}

export function edgeWords(figures: EdgeFigures | undefined): string {
  if (figures === undefined || !figures.active) return '';
  const fps = t.edge.rate(figures.packets === 0 ? none : rate(figures.rate));
  return [fps, t.edge.queue(figures.depth, figures.capacity), figures.drops > 0 ? t.edge.drops(count(figures.drops)) : ''].filter((line) => line !== '').join('\n');
}
