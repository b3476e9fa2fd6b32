import type { PointsRule } from '../../api/node_types';
import type { Point } from '../../document/types';
import { sidesOf } from './shape';

const unit = 1000;
const pair = ({ x, y }: Point): string => `${x * unit},${y * unit}`;

/** The shape alone, as large as what holds it. Drawn twice, so that it is seen on any picture. `wrong` are sides by number. */
export function ShapeDrawing({ points, shape, wrong = [] }: { points: readonly Point[]; shape: PointsRule['shape']; wrong?: readonly number[] }) {
  const sides = sidesOf(points, shape);
  return (
    <svg viewBox={`0 0 ${unit} ${unit}`} preserveAspectRatio="none" className="points-shape" aria-hidden>
      {shape === 'area' && <polygon className="points-inside" points={points.map(pair).join(' ')} />}
      {['points-halo', 'points-side'].map((name) => sides.map(({ a, b }, index) => (
        <polyline key={`${name} ${index}`} className={`${name} ${wrong.includes(index) ? 'points-wrong' : ''}`} points={`${pair(a)} ${pair(b)}`} />
      )))}
    </svg>
  );
}
