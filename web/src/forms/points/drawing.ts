// A line or an area while it is drawn: its points, which one is chosen, and undo. No DOM in it.
import type { PointsRule } from '../../api/node_types';
import { beginHistory, edited, redone, undone, type EditHistory } from '../../document/edit_history';
import type { Point } from '../../document/types';
import { distance, faultOf, placed, sidesOf, type Side } from './shape';

export interface Drawing {
  readonly rule: PointsRule;
  readonly history: EditHistory<readonly Point[]>;
  readonly chosen: number | null;
}

export type Change =
  | { kind: 'insert'; index: number; at: Point }
  /** Moves of one gesture that follow each other fast are one step of undo. */
  | { kind: 'move'; index: number; to: Point; gesture: string; atMs: number }
  | { kind: 'remove'; index: number }
  | { kind: 'choose'; index: number | null }
  | { kind: 'clear' | 'undo' | 'redo' };

export function beginDrawing(points: readonly Point[], rule: PointsRule): Drawing {
  return { rule, history: beginHistory(points), chosen: null };
}

export const pointsIn = (drawing: Drawing): readonly Point[] => drawing.history.doc;
export const isFull = (drawing: Drawing): boolean => pointsIn(drawing).length >= drawing.rule.max;

function stepped(drawing: Drawing, points: readonly Point[], chosen: number | null, merge = { mergeKey: '', atMs: 0 }): Drawing {
  return { ...drawing, chosen, history: edited(drawing.history, { label: '', doc: points, ...merge }) };
}

function spliced(points: readonly Point[], index: number, removed: number, ...added: Point[]): Point[] {
  return [...points.slice(0, index), ...added, ...points.slice(index + removed)];
}

/** Whatever undo brings back, the choice points at what is there. */
function travelled(drawing: Drawing, history: Drawing['history']): Drawing {
  const last = history.doc.length - 1;
  return { ...drawing, history, chosen: drawing.chosen === null || last < 0 ? null : Math.min(drawing.chosen, last) };
}

export function drawn(drawing: Drawing, change: Change): Drawing {
  const points = pointsIn(drawing);
  switch (change.kind) {
    case 'insert': return isFull(drawing) ? drawing : stepped(drawing, spliced(points, change.index, 0, change.at), change.index);
    case 'move': {
      const was = points[change.index];
      if (was === undefined || (was.x === change.to.x && was.y === change.to.y)) return drawing;
      return stepped(drawing, spliced(points, change.index, 1, change.to), change.index, { mergeKey: change.gesture, atMs: change.atMs });
    }
    case 'remove': {
      if (points[change.index] === undefined) return drawing;
      const left = spliced(points, change.index, 1);
      return stepped(drawing, left, left.length === 0 ? null : Math.min(change.index, left.length - 1));
    }
    case 'choose': return drawing.chosen === change.index ? drawing : { ...drawing, chosen: change.index };
    case 'clear': return points.length === 0 ? drawing : stepped(drawing, [], null);
    case 'undo': return travelled(drawing, undone(drawing.history));
    case 'redo': return travelled(drawing, redone(drawing.history));
  }
}

const corners: Record<PointsRule['shape'], readonly Point[]> = {
  area: [{ x: 0.25, y: 0.25 }, { x: 0.75, y: 0.25 }, { x: 0.75, y: 0.75 }, { x: 0.25, y: 0.75 }],
  line: [{ x: 0.25, y: 0.5 }, { x: 0.75, y: 0.5 }],
};

const middle = ({ a, b }: Side): Point => placed((a.x + b.x) / 2, (a.y + b.y) / 2);

/** Where a point goes that is added without pointing: first at corners, as long as these do no harm; then halfway along the side
    behind the chosen point, or along the longest one. */
export function nextPoint({ rule, history, chosen }: Drawing): { index: number; at: Point } {
  const points = history.doc;
  const fits = (corner: Point) => {
    const wrong = points.some((p) => distance(p, corner) < 0.02) ? 'same' : faultOf([...points, corner], { ...rule, min: 0 })?.kind;
    return wrong === undefined || (wrong === 'flat' && points.length < 2);
  };
  const corner = points.length < corners[rule.shape].length ? corners[rule.shape].find(fits) : undefined;
  if (corner !== undefined) return { index: points.length, at: corner };
  const sides = sidesOf(points, rule.shape);
  const long = (index: number) => (sides[index] === undefined ? -1 : distance(sides[index].a, sides[index].b));
  const longest = sides.reduce((best, _, index) => (long(index) > long(best) ? index : best), 0);
  const index = chosen !== null && sides[chosen] !== undefined ? chosen : longest;
  return { index: index + 1, at: sides[index] === undefined ? placed(0.5, 0.5) : middle(sides[index]) };
}

export type Hit = { kind: 'point'; index: number } | { kind: 'side'; index: number; at: Point } | { kind: 'free'; at: Point };

/** In pixels of the screen: what a finger covers, and what a pointer hits. */
const pointPx = 18;
const sidePx = 9;

/** What lies under a pointer, on a picture of that size. */
export function hitOf(points: readonly Point[], at: Point, { shape }: PointsRule, size: { width: number; height: number }): Hit {
  const px = (p: Point): Point => ({ x: p.x * size.width, y: p.y * size.height });
  const pointer = px(at);
  const nearest = points.map((p, index) => ({ index, far: distance(px(p), pointer) })).sort((a, b) => a.far - b.far)[0];
  if (nearest !== undefined && nearest.far <= pointPx) return { kind: 'point', index: nearest.index };
  const feet = sidesOf(points, shape).map(({ a, b }, index) => {
    const [from, to] = [px(a), px(b)];
    const long = distance(from, to);
    const share = long === 0 ? 0 : Math.min(1, Math.max(0, ((pointer.x - from.x) * (to.x - from.x) + (pointer.y - from.y) * (to.y - from.y)) / long ** 2));
    const foot = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    return { index, at: placed(foot.x / size.width, foot.y / size.height), far: distance(foot, pointer) };
  });
  const side = feet.sort((a, b) => a.far - b.far)[0];
  return side !== undefined && side.far <= sidePx ? { kind: 'side', index: side.index, at: side.at } : { kind: 'free', at: placed(at.x, at.y) };
}
