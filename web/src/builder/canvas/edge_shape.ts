// The curve of an edge, drawn by SVG and walked along by the moving dots.
import type { Lane } from '../../document/lane';
import type { Point } from '../../document/types';

/** A curve that leaves and arrives level, as far as its reach. */
interface Piece {
  from: Point;
  to: Point;
  leave: number;
  arrive: number;
}

export interface EdgeShape {
  pieces: readonly Piece[];
  length: number;
}

const lengthOf = ({ from, to }: Piece): number => Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
const shapeOf = (pieces: readonly Piece[]): EdgeShape => ({ pieces, length: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0) });

/** With a lane it swings there, runs level, and swings back; turned around where the lane leads back. */
export function edgeShape(from: Point, to: Point, lane: Lane | null = null): EdgeShape {
  const dx = to.x - from.x;
  const reach = dx >= 0 ? Math.max(36, dx / 2) : Math.max(72, Math.min(240, -dx * 0.6));
  if (lane === null) return shapeOf([{ from, to, leave: reach, arrive: -reach }]);
  const way = dx >= 0 ? 1 : -1;
  const [begin, end] = (dx >= 0 ? [lane.left, lane.right] : [lane.right, lane.left]).map((x) => ({ x, y: lane.y })) as [Point, Point];
  const bend = (a: Point, b: Point) => Math.max(36, Math.min(96, Math.abs(b.x - a.x) / 2));
  const [out, back] = [bend(from, begin), bend(end, to)];
  return shapeOf([
    { from, to: begin, leave: out, arrive: -way * out },
    { from: begin, to: end, leave: (end.x - begin.x) / 3, arrive: (begin.x - end.x) / 3 },
    { from: end, to, leave: way * back, arrive: -back },
  ]);
}

export function pathOf({ pieces }: EdgeShape): string {
  const [first] = pieces;
  const start = first === undefined ? '' : `M${first.from.x},${first.from.y}`;
  return start + pieces.map(({ from, to, leave, arrive }) => ` C${from.x + leave},${from.y} ${to.x + arrive},${to.y} ${to.x},${to.y}`).join('');
}

function pointOn({ from, to, leave, arrive }: Piece, at: number): Point {
  const rest = 1 - at;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * at, 3 * rest * at ** 2, at ** 3];
  return { x: a * from.x + b * (from.x + leave) + c * (to.x + arrive) + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
}

/** `at` is 0 at the begin and 1 at the end. */
export function pointAt({ pieces, length }: EdgeShape, at: number): Point {
  let rest = at * length;
  for (const piece of pieces.slice(0, -1)) {
    if (rest < lengthOf(piece)) return pointOn(piece, rest / lengthOf(piece));
    rest -= lengthOf(piece);
  }
  const last = pieces.at(-1);
  return last === undefined ? { x: 0, y: 0 } : pointOn(last, rest / lengthOf(last));
}

/** The edges that are drawn now, for the layer of dots. */
export const drawnEdges = new Map<string, { shape: EdgeShape; from: string; to: string }>();
