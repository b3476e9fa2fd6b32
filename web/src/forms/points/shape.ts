// Lines and areas in fractions of the picture: reading them, and what is wrong with them. The engine has the last word
// (src/core/polygon.h); this says the same while somebody draws. No DOM in it.
import type { PointsRule } from '../../api/node_types';
import type { Json, Point } from '../../document/types';
import { writtenNumber } from '../written_number';

/** Far below a pixel, far above what rounding does. */
const tolerance = 1e-9;
const decimals = 4;

/** Within the picture, and short enough to be read in a file: a tenth of a pixel of 1,000. */
export function placed(x: number, y: number): Point {
  const fraction = (value: number) => Number(Math.min(1, Math.max(0, value)).toFixed(decimals));
  return { x: fraction(x), y: fraction(y) };
}

const fractionOf = (value: Json | undefined): number => writtenNumber(value, 1) ?? Number.NaN;

/** Null when it is no list of points within the picture. */
export function pointsOf(value: Json | undefined): Point[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const points = (value as readonly Json[]).map((pair) => (Array.isArray(pair) && pair.length === 2 ? { x: fractionOf(pair[0] as Json), y: fractionOf(pair[1] as Json) } : { x: Number.NaN, y: Number.NaN }));
  return points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1) ? points : null;
}

export const valueOf = (points: readonly Point[]): Json => points.map(({ x, y }) => [x, y]);

export interface Side {
  a: Point;
  b: Point;
}

/** From each point to the next; of an area also from the last one to the first. */
export function sidesOf(points: readonly Point[], shape: PointsRule['shape']): Side[] {
  const ends = shape === 'area' && points.length > 2 ? [...points.slice(1), ...points.slice(0, 1)] : points.slice(1);
  return ends.flatMap((b, index) => {
    const a = points[index];
    return a === undefined ? [] : [{ a, b }];
  });
}

export const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** The point's distance from the line through the side, times the side's length; its sign tells which hand it lies at. */
const hand = ({ a, b }: Side, p: Point): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);

const isBetween = (value: number, a: number, b: number): boolean => value >= Math.min(a, b) - tolerance && value <= Math.max(a, b) + tolerance;

function liesOn(side: Side, p: Point): boolean {
  return Math.abs(hand(side, p)) <= tolerance * Math.max(distance(side.a, side.b), tolerance) && isBetween(p.x, side.a.x, side.b.x) && isBetween(p.y, side.a.y, side.b.y);
}

function meet(one: Side, other: Side): boolean {
  if (liesOn(one, other.a) || liesOn(one, other.b) || liesOn(other, one.a) || liesOn(other, one.b)) return true;
  return hand(one, other.a) > 0 !== hand(one, other.b) > 0 && hand(other, one.a) > 0 !== hand(other, one.b) > 0;
}

/** Of neighbours: the second goes back along the first. */
const folds = (first: Side, second: Side): boolean => liesOn(first, second.b) || liesOn(second, first.a);

function onOneLine(points: readonly Point[]): boolean {
  const [first] = points;
  if (first === undefined || points.length < 3) return true;
  const longest = { a: first, b: points.reduce((best, p) => (distance(first, p) > distance(first, best) ? p : best), first) };
  return points.every((p) => Math.abs(hand(longest, p)) <= tolerance * distance(first, longest.b));
}

/** The first two sides of an area that meet elsewhere than in the point that neighbours share. */
export function crossing(points: readonly Point[]): [number, number] | null {
  const sides = sidesOf(points, 'area');
  for (const [i, one] of sides.entries()) {
    for (const [j, other] of sides.entries()) {
      if (j <= i) continue;
      const around = i === 0 && j === sides.length - 1;
      if (j === i + 1 ? folds(one, other) : around ? folds(other, one) : meet(one, other)) return [i, j];
    }
  }
  return null;
}

/** Points are numbered from 1. */
export type Fault =
  | { kind: 'few' | 'many'; count: number }
  | { kind: 'same'; first: number; second: number }
  | { kind: 'flat' }
  | { kind: 'crossing'; sides: [number, number, number, number] };

export function faultOf(points: readonly Point[], { shape, min, max }: PointsRule): Fault | null {
  const count = points.length;
  if (count < min || count > max) return { kind: count < min ? 'few' : 'many', count };
  const next = (index: number) => (index + 1) % count;
  const sides = sidesOf(points, shape);
  const still = sides.findIndex(({ a, b }) => a.x === b.x && a.y === b.y);
  if (still >= 0) return { kind: 'same', first: still + 1, second: next(still) + 1 };
  if (shape === 'line') return null;
  if (onOneLine(points)) return { kind: 'flat' };
  const found = crossing(points);
  return found === null ? null : { kind: 'crossing', sides: [found[0] + 1, next(found[0]) + 1, found[1] + 1, next(found[1]) + 1] };
}
