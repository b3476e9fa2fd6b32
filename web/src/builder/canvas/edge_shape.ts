// The curve of an edge, drawn by SVG and walked along by the moving dots.
import type { Point } from '../../document/types';

export interface EdgeShape {
  from: Point;
  to: Point;
  /** How far the curve leaves and arrives level. */
  reach: number;
}

export function edgeShape(from: Point, to: Point): EdgeShape {
  const dx = to.x - from.x;
  return { from, to, reach: dx >= 0 ? Math.max(36, dx / 2) : Math.max(72, Math.min(240, -dx * 0.6)) };
}

export function pathOf({ from, to, reach }: EdgeShape): string {
  return `M${from.x},${from.y} C${from.x + reach},${from.y} ${to.x - reach},${to.y} ${to.x},${to.y}`;
}

export function pointAt({ from, to, reach }: EdgeShape, at: number): Point {
  const rest = 1 - at;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * at, 3 * rest * at ** 2, at ** 3];
  return { x: a * from.x + b * (from.x + reach) + c * (to.x - reach) + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
}

/** The edges that are drawn now, for the layer of dots. */
export const drawnEdges = new Map<string, { shape: EdgeShape; from: string; to: string }>();
