// The canvas follows the room that it has, and what is selected or added.
import type { InternalNode, ReactFlowInstance } from '@xyflow/react';
import { timers } from '../../lib/timers';
import { docOf, useEditor, type Editor } from '../editor';
import { watchCovers } from './covers';
import { isView, roomOf } from './flow_boxes';
import { boxAround, broughtIn, holds, touches, viewIn, welcomed, type Box, type Stand, type Viewport } from './make_room';

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-3;
const same = (a: Viewport, b: Viewport): boolean => near(a.x, b.x) && near(a.y, b.y) && near(a.zoom, b.zoom);
const sameBox = (a: Box, b: Box): boolean => same({ ...a, zoom: a.width }, { ...b, zoom: b.width }) && a.height === b.height;

const patienceMs = 60;
const triesMax = 10;

/** What has just been put onto the canvas: it is selected, and was not there before. */
function arrived(now: Editor, before: Editor): string[] {
  if (docOf(now) === docOf(before) || now.selection === before.selection || before.stage !== 'ready') return [];
  const known = new Set([...docOf(before).nodes, ...docOf(before).notes].map(({ id }) => id));
  const there = new Set([...docOf(now).nodes, ...docOf(now).notes].map(({ id }) => id));
  return [...now.selection].filter((id) => there.has(id) && !known.has(id));
}

/** Until the returned function is called. */
export function followRoom(canvas: HTMLElement, flow: Pick<ReactFlowInstance, 'getViewport' | 'setViewport'>, boxes: (which?: (node: InternalNode) => boolean) => Box[]): () => void {
  let room = roomOf(canvas);
  let moved: (Stand & { after: Viewport }) | null = null;
  let fresh: readonly string[] = [];
  let pressed = false;
  const { later, clear } = timers();
  const end = new AbortController();
  /** Nothing moves under a pressed finger: what is dragged would end elsewhere. */
  const whenReleased = (run: () => void) => {
    if (pressed) window.addEventListener('pointerup', () => later(run, 0), { once: true, signal: end.signal });
    else run();
  };
  /** Where the canvas was before it was moved for want of room, unless it was moved by hand since. */
  const stand = (had: Box): Stand => {
    const view = flow.getViewport();
    return moved !== null && same(moved.after, view) ? moved : { view, room: had };
  };
  const show = ({ view, room: had }: Stand, after: Viewport) => {
    if (!same(after, flow.getViewport())) void flow.setViewport(after);
    // What did not move may have to, when more room is taken.
    moved = same(after, view) && holds(room, had) ? null : { view, room: had, after };
  };
  const content = () => {
    const all = boxAround(boxes());
    return all === null ? null : { all, chosen: boxAround(boxes((node) => node.selected === true)), pictures: boxes(isView) };
  };
  const look = () => {
    const [before, now] = [room, roomOf(canvas)];
    if (sameBox(before, now) || fresh.length > 0) return;
    room = now;
    const was = stand(before);
    const seen = content();
    if (seen !== null) show(was, viewIn(room, was, seen));
  };
  /** What is selected from elsewhere, as a row of the problems, comes into sight. */
  const reveal = () => {
    const [chosen, ...others] = boxes((node) => node.selected === true);
    const view = flow.getViewport();
    if (chosen !== undefined && others.length === 0 && !touches(chosen, view, room)) show(stand(room), broughtIn(chosen, view, room));
  };
  /** What is new stays in sight also when its settings are closed again. */
  const welcome = (was: Stand, tries = triesMax) => {
    if (fresh.length === 0) return;
    const isFresh = ({ id }: InternalNode) => fresh.includes(id);
    const [added, rest] = [boxAround(boxes(isFresh)), boxAround(boxes((node) => !isFresh(node)))];
    // On a slow machine React Flow learns of it later.
    if (added === null && tries > 0) {
      later(() => welcome(was, tries - 1), patienceMs);
      return;
    }
    fresh = [];
    room = roomOf(canvas);
    if (added === null) return;
    const home = { view: welcomed(added, rest, was), room: was.room };
    show(home, viewIn(room, home, { all: boxAround(boxes()) ?? added, chosen: added, pictures: [] }));
  };
  const onSelection = (now: Editor, before: Editor) => {
    if (now.selection === before.selection) return;
    const added = arrived(now, before);
    if (added.length > 0) fresh = added; // else what is on its way stays so, also when the selection goes at once
    const was = stand(room);
    later(() => whenReleased(() => (fresh.length > 0 ? welcome(was) : reveal())), patienceMs);
  };
  // React Flow learns its own size first, and what is selected.
  const lookSoon = () => later(() => whenReleased(look), 30);
  const unfollow = useEditor.subscribe(onSelection);
  const observer = new ResizeObserver(lookSoon);
  observer.observe(canvas);
  const unwatch = watchCovers(lookSoon);
  for (const [event, down] of [['pointerdown', true], ['pointerup', false], ['pointercancel', false]] as const) {
    window.addEventListener(event, () => (pressed = down), { capture: true, signal: end.signal });
  }
  return () => {
    clear();
    end.abort();
    observer.disconnect();
    unwatch();
    unfollow();
  };
}
