import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, type RefObject } from 'react';

/** On a narrow screen nodes stay readable, and the rest is a swipe away. */
const narrowPx = 640;
const widePx = 1500;

/** Whether every node can be seen in a canvas of this size. */
function allSeen(nodes: Iterable<{ internals: { positionAbsolute: { x: number; y: number } }; measured: { width?: number; height?: number } }>, [left, top, zoom]: [number, number, number], width: number, height: number): boolean {
  for (const { internals: { positionAbsolute: { x, y } }, measured } of nodes) {
    const [right, bottom] = [(x + (measured.width ?? 0)) * zoom + left, (y + (measured.height ?? 0)) * zoom + top];
    if (x * zoom + left < 0 || y * zoom + top < 0 || right > width || bottom > height) return false;
  }
  return true;
}

/** Shows all nodes when asked; and keeps them in sight when a panel takes room from the canvas. */
export function useFit(box: RefObject<HTMLElement | null>): () => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const fit = useCallback(() => {
    const width = box.current?.clientWidth ?? 0;
    const narrow = width < narrowPx;
    void flow.fitView({ padding: narrow ? 0.08 : 0.15, maxZoom: width > widePx ? 1.4 : 1, minZoom: narrow ? 0.5 : 0.15 });
  }, [flow, box]);
  useEffect(() => {
    if (box.current === null) return;
    let [width, height] = [box.current.clientWidth, box.current.clientHeight];
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { nodeLookup, transform } = store.getState();
      const before = allSeen(nodeLookup.values(), transform, width, height);
      ({ width, height } = entry.contentRect);
      // React Flow learns its own size first.
      if (before && !allSeen(nodeLookup.values(), transform, width, height)) setTimeout(fit, 30);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, store, fit]);
  return fit;
}
