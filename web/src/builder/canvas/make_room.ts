// What to do with the canvas when a panel takes room from it.

export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

const marginPx = 24;

/** Nothing when there are none. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function isSeen(box: Box, { x, y, zoom }: Viewport, size: Size): boolean {
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  return left >= 0 && top >= 0 && left + box.width * zoom <= size.width && top + box.height * zoom <= size.height;
}

/** The zoom at which a box fills the canvas but for a margin. */
export function zoomFor(box: Box, size: Size): number {
  return Math.min((size.width - 2 * marginPx) / box.width, (size.height - 2 * marginPx) / box.height);
}

function shifted(at: number, length: number, room: number): number {
  if (length > room - 2 * marginPx) return (room - length) / 2;
  return Math.min(Math.max(at, marginPx), room - marginPx - length);
}

/** Moves as little as it can so that `box` is seen; the zoom stays. */
export function broughtIn(box: Box, { x, y, zoom }: Viewport, size: Size): Viewport {
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  return {
    x: x + shifted(left, box.width * zoom, size.width) - left,
    y: y + shifted(top, box.height * zoom, size.height) - top,
    zoom,
  };
}
