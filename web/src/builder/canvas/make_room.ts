// What to do with the canvas when something takes room from it, or something new is put onto it.
import type { Box } from '../../document/types';

export type { Box };

export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** How far things reach into the canvas from its sides, in pixels. */
export interface Covers {
  top: number;
  right: number;
  bottom: number;
}

const marginPx = 24;
/** Kept free of nodes: for a notice of one line, and for the tools. */
const barPx = 68;
const gapPx = 8;
const roomMinPx = 96;
/** A node fits that can just be read: on a phone, between a notice and the settings. */
const roomHeightMinPx = 64;
/** Smaller, a node cannot be read. */
const legibleZoom = 0.5;
const readableZoom = 0.7;

/** The part of a canvas that nothing covers, with a margin. What covers nearly all of it takes no room: there is none to have. */
export function roomIn(width: number, height: number, { top, right, bottom }: Covers): Box {
  const above = Math.max(barPx, top + gapPx);
  const beside = width - right - 2 * marginPx;
  const free = { x: marginPx, y: above, width: beside < roomMinPx ? width - 2 * marginPx : beside, height: height - above - Math.max(barPx, bottom + gapPx) };
  return free.height < roomHeightMinPx ? { ...free, y: marginPx, height: height - 2 * marginPx } : free;
}

/** Nothing when there are none. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A pixel more or less is not seen. */
const slackPx = 1;

export function isSeen(box: Box, { x, y, zoom }: Viewport, room: Box): boolean {
  const [left, top] = [box.x * zoom + x + slackPx, box.y * zoom + y + slackPx];
  const [right, bottom] = [left + box.width * zoom - 2 * slackPx, top + box.height * zoom - 2 * slackPx];
  return left >= room.x && top >= room.y && right <= room.x + room.width && bottom <= room.y + room.height;
}

/** Whether a room is as large as the other one, or larger. */
export function holds(room: Box, other: Box): boolean {
  const reaches = (a: Box) => [-a.x, -a.y, a.x + a.width, a.y + a.height];
  return reaches(room).every((edge, side) => edge + slackPx >= (reaches(other)[side] ?? 0));
}

/** The zoom at which a box fills the room. */
export function zoomFor(box: Box, room: Box): number {
  return Math.min(room.width / Math.max(1, box.width), room.height / Math.max(1, box.height));
}

function shifted(at: number, length: number, from: number, room: number): number {
  if (length > room) return from + (room - length) / 2;
  return Math.min(Math.max(at, from), from + room - length);
}

/** Moves as little as it can so that `box` is seen; the zoom only gets smaller where it must. */
export function broughtIn(box: Box, view: Viewport, room: Box): Viewport {
  const zoom = Math.min(view.zoom, Math.max(zoomFor(box, room), legibleZoom));
  const middle = { x: room.x + room.width / 2, y: room.y + room.height / 2 };
  const x = middle.x + ((view.x - middle.x) * zoom) / view.zoom;
  const y = middle.y + ((view.y - middle.y) * zoom) / view.zoom;
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  return {
    x: x + shifted(left, box.width * zoom, room.x, room.width) - left,
    y: y + shifted(top, box.height * zoom, room.y, room.height) - top,
    zoom,
  };
}

/** `box` in the middle of the room, as large as it fits there but for `zoomMax`. */
export function fitted(box: Box, room: Box, zoomMax: number): Viewport {
  const zoom = Math.min(zoomMax, zoomFor(box, room));
  return { x: room.x + (room.width - box.width * zoom) / 2 - box.x * zoom, y: room.y + (room.height - box.height * zoom) / 2 - box.y * zoom, zoom };
}

/** `box` from its left end on, in the middle from top to bottom. */
export function fromLeft(box: Box, room: Box, zoom: number): Viewport {
  return { ...fitted(box, room, zoom), zoom, x: room.x - box.x * zoom, y: room.y + Math.max(0, (room.height - box.height * zoom) / 2) - box.y * zoom };
}

/** Whether any part of `box` is in the room. */
export function touches(box: Box, { x, y, zoom }: Viewport, room: Box): boolean {
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  return left < room.x + room.width && left + box.width * zoom > room.x && top < room.y + room.height && top + box.height * zoom > room.y;
}

const distance = (a: Box, b: Box): number => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);

/** What must stay in sight when a panel takes room: what is selected, with the pictures that were seen, or at least the nearest of
    them, as long as all that can be read together. */
export function kept(chosen: Box, pictures: readonly Box[], room: Box): Box {
  const near = [...pictures].sort((a, b) => distance(a, chosen) - distance(b, chosen));
  const wishes = [near, near.slice(0, 1)].map((some) => boxAround([chosen, ...some]) ?? chosen);
  return wishes.find((wish) => zoomFor(wish, room) >= legibleZoom) ?? chosen;
}

/** How the canvas stood, and the room that it had then. */
export interface Stand {
  view: Viewport;
  room: Box;
}

export interface Content {
  all: Box;
  chosen: Box | null;
  pictures: readonly Box[];
}

/** Whether all nodes are worth showing: where something is chosen they must be readable, else no smaller than legible. Who looks
    at them from afar goes on to do so. */
function worthShowing({ all, chosen }: Content, room: Box, { zoom }: Viewport): boolean {
  const size = zoomFor(all, room);
  return chosen === null ? size >= legibleZoom || zoom < legibleZoom : size >= readableZoom;
}

/** The canvas in a room that is not the one it had. Found from where it stood, so that what came and went since leaves no trace:
    all nodes stay in sight where they can be read, else what is chosen together with the pictures. */
export function viewIn(room: Box, was: Stand, content: Content): Viewport {
  const { all, chosen, pictures } = content;
  if (holds(room, was.room) || isSeen(all, was.view, room)) return was.view;
  if (isSeen(all, was.view, was.room) && worthShowing(content, room, was.view)) return fitted(all, room, was.view.zoom);
  if (chosen === null) return was.view;
  const wanted = kept(chosen, pictures.filter((picture) => isSeen(picture, was.view, was.room)), room);
  return isSeen(wanted, was.view, room) ? was.view : broughtIn(wanted, was.view, room);
}

/** The canvas with something new in sight: with all the rest, where that was seen and all can be read; else it alone is brought in. */
export function welcomed(fresh: Box, rest: Box | null, { view, room }: Stand): Viewport {
  const all = boxAround(rest === null ? [fresh] : [fresh, rest]) ?? fresh;
  if (isSeen(all, view, room)) return view;
  const together = (rest === null || isSeen(rest, view, room)) && zoomFor(all, room) >= readableZoom;
  return together ? fitted(all, room, Math.max(1, view.zoom)) : broughtIn(fresh, view, room);
}
