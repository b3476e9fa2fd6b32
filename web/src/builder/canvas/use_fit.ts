import { useReactFlow, useStoreApi, type InternalNode } from '@xyflow/react';
import { useCallback, useEffect, type RefObject } from 'react';
import type { Point } from '../../document/types';
import { isViewType } from '../../state/views';
import { currentDoc, useEditor } from '../editor';
import { coversOf, watchCovers } from './covers';
import type { WorkFlowNode } from './flow_items';
import { boxAround, broughtIn, fitted, fromLeft, holds, isReadable, isSeen, kept, roomIn, touches, zoomFor, type Box, type Viewport } from './make_room';

const narrowPx = 640;
const widePx = 1500;
/** On a phone: two nodes in sight. Where all would be smaller, the canvas begins with the picture and what is before it. */
const beginZoom = 0.45;

/** React Flow knows the sizes; of the places it learns a little later than the document. */
function boxesOf(nodes: readonly InternalNode[]): Box[] {
  const doc = currentDoc();
  const places = new Map<string, Point>([...doc.nodes, ...doc.notes].map((item) => [item.id, item]));
  return nodes.map(({ id, internals, measured: { width = 0, height = 0 } }) => {
    const { x, y } = places.get(id) ?? internals.positionAbsolute;
    return { x, y, width, height };
  });
}
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-3;
const same = (a: Viewport, b: Viewport): boolean => near(a.x, b.x) && near(a.y, b.y) && near(a.zoom, b.zoom);
const sameBox = (a: Box, b: Box): boolean => same({ ...a, zoom: a.width }, { ...b, zoom: b.width }) && a.height === b.height;
const isView = ({ internals: { userNode } }: InternalNode): boolean => userNode.type === 'work' && isViewType((userNode as WorkFlowNode).data.item.type);
const roomOf = (canvas: HTMLElement): Box => roomIn(canvas.clientWidth, canvas.clientHeight, coversOf(canvas));

/** Nothing moves under a pressed finger: what is dragged would end elsewhere. */
function whenReleased(run: () => void): void {
  if (pressed) window.addEventListener('pointerup', () => setTimeout(run), { once: true });
  else run();
}
let pressed = false;
const press = () => (pressed = true);
const release = () => (pressed = false);

/** `fit` shows all nodes; `begin` what is seen first: all of them, or on a narrow screen a picture. When something takes room
    from the canvas, all nodes stay in sight where they can be read, else what is selected together with the picture; when it goes,
    the canvas is as it was. */
export function useFit(box: RefObject<HTMLElement | null>): { fit: () => void; begin: () => void } {
  const flow = useReactFlow();
  const store = useStoreApi();
  const boxes = useCallback((which: (node: InternalNode) => boolean = () => true) => boxesOf([...store.getState().nodeLookup.values()].filter(which)), [store]);
  const fit = useCallback(() => {
    const all = boxAround(boxes());
    if (all !== null && box.current !== null) void flow.setViewport(fitted(all, roomOf(box.current), box.current.clientWidth > widePx ? 1.4 : 1));
  }, [flow, box, boxes]);
  const begin = useCallback(() => {
    const all = boxAround(boxes());
    if (all === null || box.current === null) return;
    const room = roomOf(box.current);
    if (box.current.clientWidth >= narrowPx || zoomFor(all, room) >= beginZoom) fit();
    else {
      const start = fromLeft(all, room, beginZoom);
      const [picture] = boxes(isView);
      void flow.setViewport(picture === undefined ? start : broughtIn(picture, start, room));
    }
  }, [flow, box, boxes, fit]);
  useEffect(() => {
    const canvas = box.current;
    if (canvas === null) return;
    let room = roomOf(canvas);
    let moved: { before: Viewport; room: Box; after: Viewport } | null = null;
    const show = (view: Viewport, from: Box, next: Viewport) => {
      void flow.setViewport(next);
      // The first of several steps knows where the canvas was, and what room it had.
      moved = { before: moved?.before ?? view, room: moved?.room ?? from, after: next };
    };
    const react = (before: Box) => {
      const view = flow.getViewport();
      if (moved !== null && !same(moved.after, view)) moved = null; // by hand since
      if (moved !== null && holds(room, moved.room)) {
        void flow.setViewport(moved.before);
        moved = null;
        return;
      }
      const all = boxAround(boxes());
      if (all === null || isSeen(all, view, room)) return;
      const sawAll = isSeen(all, view, before);
      const chosen = boxAround(boxes((node) => node.selected === true));
      if (sawAll && (chosen === null || isReadable(all, room))) {
        show(view, before, fitted(all, room, view.zoom));
        return;
      }
      if (chosen === null) return;
      const wanted = kept(chosen, boxes(isView).filter((picture) => isSeen(picture, view, before)), room);
      if (!isSeen(wanted, view, room)) show(view, before, broughtIn(wanted, view, room));
    };
    const look = () => {
      const [before, now] = [room, roomOf(canvas)];
      if (sameBox(before, now)) return;
      room = now;
      react(before);
    };
    /** What is selected from elsewhere, as a row of the problems, comes into sight. */
    const reveal = () => {
      const [chosen, ...others] = boxes((node) => node.selected === true);
      const view = flow.getViewport();
      if (chosen !== undefined && others.length === 0 && !touches(chosen, view, room)) show(view, room, broughtIn(chosen, view, room));
    };
    // React Flow learns its own size first, and what is selected.
    const lookSoon = () => setTimeout(() => whenReleased(look), 30);
    const unfollow = useEditor.subscribe((now, before) => now.selection !== before.selection && setTimeout(() => whenReleased(reveal), 60));
    const observer = new ResizeObserver(lookSoon);
    observer.observe(canvas);
    const unwatch = watchCovers(lookSoon);
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('pointerup', release, true);
    window.addEventListener('pointercancel', release, true);
    return () => {
      observer.disconnect();
      unwatch();
      unfollow();
      window.removeEventListener('pointerdown', press, true);
      window.removeEventListener('pointerup', release, true);
      window.removeEventListener('pointercancel', release, true);
    };
  }, [box, flow, boxes]);
  return { fit, begin };
}
