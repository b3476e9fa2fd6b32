// The way of an edge around what stands between its ends: a lane above or below, so that no node hides it.
import type { Box, Point } from './types';

/** The edge runs level at `y` from `left` to `right`. */
export interface Lane {
  left: number;
  right: number;
  y: number;
  /** It passes below a node, so what is written beside it belongs below, too. */
  below: boolean;
}

const clearPx = 20;
/** What an edge needs to swing to another height. */
const swingPx = 40;

/** The height with the least detour at which the edge runs under no box. One above all of them is always free. */
function freeHeight(boxes: readonly Box[], from: Point, to: Point): number {
  const isFree = (y: number) => boxes.every((box) => y + clearPx / 2 <= box.y || y - clearPx / 2 >= box.y + box.height);
  const heights = boxes.flatMap((box) => [box.y - clearPx, box.y + box.height + clearPx]).filter(isFree);
  const detour = (y: number) => Math.abs(y - from.y) + Math.abs(y - to.y);
  return heights.reduce((best, y) => (detour(y) < detour(best) ? y : best), heights[0] ?? from.y);
}

/** The lane for an edge between these ports, when the straight way runs under one of the boxes. */
export function laneAround(boxes: readonly Box[], from: Point, to: Point): Lane | null {
  const back = to.x < from.x;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const height = (x: number) => from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x || 1);
  const reached = (begin: number, end: number) => boxes.filter((box) => box.x < end && box.x + box.width > begin);
  const blocks = reached(left, right).filter((box) => {
    const ends = [height(Math.max(left, box.x)), height(Math.min(right, box.x + box.width))];
    return Math.min(...ends) < box.y + box.height && Math.max(...ends) > box.y;
  });
  if (blocks.length === 0) return null;
  const level = (begin: number, end: number): Lane => {
    const passed = reached(begin, end);
    const y = freeHeight(passed, from, to);
    return { left: begin, right: end, y, below: passed.some((box) => box.y + box.height + clearPx === y) };
  };
  if (back) return level(left, right);
  const begin = Math.max(Math.min(...blocks.map((box) => box.x)), left + swingPx);
  const end = Math.min(Math.max(...blocks.map((box) => box.x + box.width)), right - swingPx);
  return begin < end ? level(begin, end) : null;  // no room to swing
}
