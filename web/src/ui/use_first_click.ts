import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { FirstClick } from './first_click';

/** For buttons that take each other's place as `shown` changes. */
export function useFirstClick(shown: boolean): (run: () => void) => (event: MouseEvent) => void {
  const [clicks] = useState(() => new FirstClick());
  const before = useRef(shown);
  useEffect(() => {
    if (before.current !== shown) clicks.changed(performance.now());
    before.current = shown;
  }, [clicks, shown]);
  return (run) => ({ detail }) => {
    if (clicks.isMeant(detail, performance.now())) run();
  };
}
