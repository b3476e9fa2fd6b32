import { useRef, type Dispatch, type MouseEvent, type PointerEvent } from 'react';
import type { Point } from '../../document/types';
import { hitOf, isFull, pointsIn, type Change, type Drawing } from './drawing';
import { placed } from './shape';

interface Grip {
  index: number;
  gesture: string;
  /** From the pointer to the point, so that a grip beside its middle does not make it jump. */
  dx: number;
  dy: number;
}

function fractionsAt({ clientX, clientY, currentTarget }: MouseEvent): Point {
  const box = currentTarget.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
}

/** Mouse, pen and finger on the picture: a press takes hold of a point, of a new one where there was none, and drags it. */
export function usePointer(drawing: Drawing, change: Dispatch<Change>, remove: (index: number) => void) {
  const grip = useRef<Grip | null>(null);
  const presses = useRef({ count: 0, made: [false, false] });
  const points = pointsIn(drawing);
  const under = (event: MouseEvent) => hitOf(points, fractionsAt(event), drawing.rule, event.currentTarget.getBoundingClientRect());
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || !event.isPrimary) return;
      const at = fractionsAt(event);
      const hit = under(event);
      presses.current = { count: presses.current.count + 1, made: [...presses.current.made.slice(1), hit.kind !== 'point'] };
      if (hit.kind !== 'point' && isFull(drawing)) return;
      const index = hit.kind === 'point' ? hit.index : hit.kind === 'side' ? hit.index + 1 : points.length;
      const point = hit.kind === 'point' ? (points[hit.index] ?? at) : hit.at;
      if (hit.kind !== 'point') change({ kind: 'insert', index, at: point });
      grip.current = { index, gesture: `drag ${presses.current.count}`, dx: point.x - at.x, dy: point.y - at.y };
      const picture = event.currentTarget;
      picture.setPointerCapture(event.pointerId);
      setTimeout(() => picture.querySelector<HTMLElement>(`[data-point="${index}"]`)?.focus({ preventScroll: true }));
    },
    onPointerMove(event: PointerEvent) {
      if (grip.current === null) return;
      const { index, gesture, dx, dy } = grip.current;
      const at = fractionsAt(event);
      // A drag is one step of undo, however long it rests on its way.
      change({ kind: 'move', index, to: placed(at.x + dx, at.y + dy), gesture, atMs: 0 });
    },
    onPointerUp: () => (grip.current = null),
    onPointerCancel: () => (grip.current = null),
    /** Of a point that was there before: two clicks into the void have just made one. */
    onDoubleClick(event: MouseEvent) {
      const hit = under(event);
      if (hit.kind === 'point' && presses.current.made[0] !== true) remove(hit.index);
    },
    /** The focus goes to the point; by itself the press would take it to what lies around. */
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
  };
}
