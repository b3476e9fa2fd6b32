import { useReactFlow, useStoreApi, type InternalNode } from '@xyflow/react';
import { useCallback, useEffect, type RefObject } from 'react';
import { boxesOf, isView, roomOf } from './flow_boxes';
import { followRoom } from './follow_room';
import { boxAround, broughtIn, fitted, fromLeft, zoomFor } from './make_room';

const narrowPx = 640;
const widePx = 1500;
/** On a phone: two nodes in sight. Where all would be smaller, the canvas begins with the picture and what is before it. */
const beginZoom = 0.45;
/** Where there is more room, their names are enough. */
const overviewZoom = 0.28;

/** `fit` shows all nodes, however small; `begin` what is seen first: all of them, or a picture where they would be too small. When something takes room
    from the canvas it makes the best of the rest (`viewIn`), and when that goes, the canvas is as it was. */
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
    if (zoomFor(all, room) >= (box.current.clientWidth >= narrowPx ? overviewZoom : beginZoom)) fit();
    else {
      const start = fromLeft(all, room, beginZoom);
      const [picture] = boxes(isView);
      void flow.setViewport(picture === undefined ? start : broughtIn(picture, start, room));
    }
  }, [flow, box, boxes, fit]);
  useEffect(() => (box.current === null ? undefined : followRoom(box.current, flow, boxes)), [box, flow, boxes]);
  return { fit, begin };
}
