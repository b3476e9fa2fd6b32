import { useReactFlow, useStoreApi, type InternalNode } from '@xyflow/react';
import { useCallback, useEffect, type RefObject } from 'react';
import { isViewType } from '../../state/views';
import type { WorkFlowNode } from './flow_items';
import { boxAround, broughtIn, isSeen, zoomFor, type Box, type Viewport } from './make_room';

const narrowPx = 640;
const widePx = 1500;
const readableZoom = 0.7;

const boxOf = ({ internals: { positionAbsolute }, measured }: InternalNode): Box => ({ ...positionAbsolute, width: measured.width ?? 0, height: measured.height ?? 0 });
const same = (a: Viewport, b: Viewport): boolean => a.x === b.x && a.y === b.y && a.zoom === b.zoom;

/** `fit` shows all nodes; `begin` what is seen first: all of them, or on a narrow screen the first picture, with the rest a swipe
    away. When a panel takes room, all nodes stay in sight, or at least what is selected where all would be too small to read; when
    the panel goes, the canvas is as it was. */
export function useFit(box: RefObject<HTMLElement | null>): { fit: () => void; begin: () => void } {
  const flow = useReactFlow();
  const store = useStoreApi();
  const fit = useCallback(() => {
    const width = box.current?.clientWidth ?? 0;
    const narrow = width < narrowPx;
    void flow.fitView({ padding: narrow ? 0.08 : 0.15, maxZoom: width > widePx ? 1.4 : 1, minZoom: narrow ? 0.3 : 0.15 });
  }, [flow, box]);
  const begin = useCallback(() => {
    const views = flow.getNodes().filter((node) => node.type === 'work' && isViewType((node as WorkFlowNode).data.item.type));
    if ((box.current?.clientWidth ?? 0) >= narrowPx || views.length === 0) fit();
    else void flow.fitView({ nodes: views.slice(0, 1), padding: 0.08, maxZoom: 1 });
  }, [flow, box, fit]);
  useEffect(() => {
    if (box.current === null) return;
    let size = { width: box.current.clientWidth, height: box.current.clientHeight };
    let moved: { before: Viewport; after: Viewport } | null = null;
    const react = (sawAll: boolean, larger: boolean) => {
      const view = flow.getViewport();
      const back = moved !== null && same(moved.after, view) ? moved.before : null;
      if (larger || back === null) moved = null;
      if (larger && back !== null) {
        void flow.setViewport(back);
        return;
      }
      const nodes = [...store.getState().nodeLookup.values()];
      const all = boxAround(nodes.map(boxOf));
      const chosen = boxAround(nodes.filter((node) => node.selected).map(boxOf));
      if (all === null || isSeen(all, view, size)) return;
      if (sawAll && (chosen === null || zoomFor(all, size) >= readableZoom)) fit();
      else if (chosen !== null && !isSeen(chosen, view, size)) void flow.setViewport(broughtIn(chosen, view, size));
      // The first of several steps knows where the canvas was.
      setTimeout(() => (moved = { before: moved?.before ?? view, after: flow.getViewport() }), 30);
    };
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const all = boxAround([...store.getState().nodeLookup.values()].map(boxOf));
      const sawAll = all !== null && isSeen(all, flow.getViewport(), size);
      const { width, height } = entry.contentRect;
      const larger = width >= size.width && height >= size.height;
      size = { width, height };
      // React Flow learns its own size first.
      setTimeout(() => react(sawAll, larger), 30);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, store, flow, fit]);
  return { fit, begin };
}
