// What lies over the canvas and takes room from it: a notice at its top, settings at its side. Each says so by its ref.
import type { RefCallback } from 'react';
import type { Covers } from './make_room';

type Side = keyof Covers;

const present = new Map<HTMLElement, Side>();
const watchers = new Set<() => void>();
const tell = () => watchers.forEach((each) => each());
let observer: ResizeObserver | undefined;

const covering = (side: Side): RefCallback<HTMLElement> => (element) => {
  if (element === null) return;
  observer ??= new ResizeObserver(tell);
  present.set(element, side);
  observer.observe(element);
  return () => {
    present.delete(element);
    observer?.unobserve(element);
    tell();
  };
};

/** The refs; the same ones at each render. */
export const covers = { top: covering('top'), right: covering('right'), bottom: covering('bottom') };

/** Calls `run` whenever something that covers the canvas comes, goes or changes its size. */
export function watchCovers(run: () => void): () => void {
  watchers.add(run);
  return () => void watchers.delete(run);
}

/** How far what covers `canvas` reaches into it. */
export function coversOf(canvas: HTMLElement): Covers {
  const frame = canvas.getBoundingClientRect();
  const reach: Covers = { top: 0, right: 0, bottom: 0 };
  for (const [element, side] of present) {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || right <= frame.left || left >= frame.right || bottom <= frame.top || top >= frame.bottom) continue;
    const into = { top: bottom - frame.top, right: frame.right - left, bottom: frame.bottom - top }[side];
    reach[side] = Math.max(reach[side], into);
  }
  return reach;
}
