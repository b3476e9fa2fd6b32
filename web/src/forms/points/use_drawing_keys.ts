import type { Dispatch } from 'react';
import { useKeys, type KeyAction } from '../../ui/use_keys';
import { pointsIn, type Change, type Drawing } from './drawing';
import { placed } from './shape';

const step = 0.005;
const bigStep = 0.05;
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

/** The keys of the editor; arrows and Delete mean the point that has the focus. */
export function useDrawingKeys(drawing: Drawing, change: Dispatch<Change>, add: () => void, remove: (index: number) => void): void {
  const onPoint = (action: (index: number) => void): KeyAction => () => {
    const index = document.activeElement?.closest<HTMLElement>('[data-point]')?.dataset.point;
    if (index === undefined) return false;
    action(Number(index));
    return true;
  };
  const move = (way: readonly [number, number], size: number) => onPoint((index) => {
    const point = pointsIn(drawing)[index];
    if (point === undefined) return;
    change({ kind: 'move', index, to: placed(point.x + way[0] * size, point.y + way[1] * size), gesture: `keys ${index}`, atMs: performance.now() });
  });
  const arrows = Object.entries(ways).flatMap(([key, way]) => [[key, move(way, step)], [`Shift+${key}`, move(way, bigStep)]] as const);
  useKeys({
    ...Object.fromEntries(arrows),
    a: add,
    Delete: onPoint(remove),
    Backspace: onPoint(remove),
    'Ctrl+Z': () => change({ kind: 'undo' }),
    'Ctrl+Shift+Z': () => change({ kind: 'redo' }),
    'Ctrl+Y': () => change({ kind: 'redo' }),
  }, { inDialog: true });
}
