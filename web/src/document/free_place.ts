// Where a new node goes: it covers no other, and stands where a reader looks for it.
import { columnWidth } from './arrange';
import { BoxIndex } from './box_index';
import { boxOf } from './node_size';
import type { Box, Doc, Point } from './types';

const gridPx = 16;
const stepPx = 32;
/** Rings that are looked at; what finds no room there goes right of all. */
const radiusMax = 100;
/** Between a node that has to give way and the one it gives way to. */
const gapPx = 32;

const snapped = ({ x, y }: Point): Point => ({ x: Math.round(x / gridPx) * gridPx, y: Math.round(y / gridPx) * gridPx });

/** The steps of a square ring. Right and below come first: of places as near as each other the first one is taken. */
function ring(radius: number): Point[] {
  const along = Array.from({ length: 2 * radius + 1 }, (_, index) => index - radius);
  return [...along.map((y) => ({ x: radius, y })), ...along.map((x) => ({ x, y: radius })), ...along.map((x) => ({ x, y: -radius })), ...along.map((y) => ({ x: -radius, y }))];
}

/** Squared, as it is only compared. */
const far = ({ x, y }: Point): number => x * x + y * y;

/** The shortest way to move the boxes together so that they cover no node. Groups hold nodes, so they take no room. */
export function freeShift(doc: Doc, boxes: readonly Box[]): Point {
  const taken: Box[] = [...doc.nodes.map(boxOf), ...doc.notes.filter(({ kind }) => kind === 'comment')];
  const index = new BoxIndex(taken);
  let hindered = boxes[0];
  const fits = (box: Box, by: Point, gap: number) => index.isFree({ ...box, x: box.x + by.x, y: box.y + by.y }, gap);
  /** The box that was in the way at the step before most often is at this one. */
  const isFree = (by: Point, gap: number) => {
    if (hindered === undefined || !fits(hindered, by, gap)) return hindered === undefined;
    const found = boxes.find((box) => !fits(box, by, gap));
    hindered = found ?? hindered;
    return found === undefined;
  };
  if (isFree({ x: 0, y: 0 }, 0)) return { x: 0, y: 0 };
  for (let radius = 1; radius <= radiusMax; radius += 1) {
    const steps = ring(radius).sort((a, b) => far(a) - far(b)).map(({ x, y }) => ({ x: x * stepPx, y: y * stepPx }));
    const free = steps.find((by) => isFree(by, gapPx));
    if (free !== undefined) return free;
  }
  return { x: Math.max(...taken.map((box) => box.x + box.width)) + gapPx - Math.min(...boxes.map((box) => box.x)), y: 0 };
}

/** `at`, or the nearest place where a node of this type covers no other. */
export function freePlace(doc: Doc, type: string, at: Point): Point {
  const place = snapped(at);
  const by = freeShift(doc, [boxOf({ type, ...place })]);
  return { x: place.x + by.x, y: place.y + by.y };
}

/** In reading order: right of the selected node, else of the one added last. `first` is where a canvas without nodes begins. */
export function placeBeside(doc: Doc, selection: ReadonlySet<string>, first: Point): Point {
  const beside = doc.nodes.find(({ id }) => selection.has(id)) ?? doc.nodes.at(-1);
  return beside === undefined ? first : { x: beside.x + columnWidth, y: beside.y };
}
