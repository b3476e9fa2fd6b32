import { useState, type MouseEvent } from 'react';
import { FirstClick } from './first_click';

/** For buttons that take each other's place. */
export function useFirstClick(): (run: () => void) => (event: MouseEvent) => void {
  const [clicks] = useState(() => new FirstClick());
  return (run) => ({ detail, nativeEvent }) => {
    const isTouch = 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch';
    if (clicks.isMeant({ detail, isTouch, atMs: performance.now() })) run();
  };
}
