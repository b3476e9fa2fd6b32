// Boxes by the part of the canvas that they lie in: who asks what is near a place looks at its neighbours alone.
import type { Box } from './types';

const cellPx = 512;
/** A box over more of them is asked everywhere. */
const cellsMax = 64;
/** Rows are told apart as far as places are drawn at all; where two share a key, boxes are compared in vain. */
const rowKey = 2 ** 24;

export function apart(a: Box, b: Box, gap: number): boolean {
  return a.x + a.width + gap <= b.x || b.x + b.width + gap <= a.x || a.y + a.height + gap <= b.y || b.y + b.height + gap <= a.y;
}

interface Span {
  left: number;
  top: number;
  columns: number;
  rows: number;
}

/** Nothing for a box that is too large, or is nowhere. */
function spanOf({ x, y, width, height }: Box, gap: number): Span | null {
  const [left, top] = [Math.floor((x - gap) / cellPx), Math.floor((y - gap) / cellPx)];
  const columns = Math.floor((x + width + gap) / cellPx) - left + 1;
  const rows = Math.floor((y + height + gap) / cellPx) - top + 1;
  return columns * rows <= cellsMax ? { left, top, columns, rows } : null;
}

export class BoxIndex {
  private readonly cells = new Map<number, Box[]>();
  private readonly everywhere: Box[] = [];

  constructor(private readonly all: readonly Box[]) {
    for (const box of all) {
      const span = spanOf(box, 0);
      if (span === null) this.everywhere.push(box);
      else this.inCells(span, (key) => this.put(key, box));
    }
  }

  /** Whether no box is nearer to this one than `gap`. */
  isFree(box: Box, gap: number): boolean {
    const clear = (others: readonly Box[]) => others.every((other) => apart(box, other, gap));
    const span = spanOf(box, gap);
    if (span === null) return clear(this.all);
    let free = clear(this.everywhere);
    this.inCells(span, (key) => (free &&= clear(this.cells.get(key) ?? [])));
    return free;
  }

  private put(key: number, box: Box): void {
    const there = this.cells.get(key);
    if (there === undefined) this.cells.set(key, [box]);
    else there.push(box);
  }

  private inCells({ left, top, columns, rows }: Span, visit: (key: number) => void): void {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) visit((top + row) * rowKey + left + column);
    }
  }
}
