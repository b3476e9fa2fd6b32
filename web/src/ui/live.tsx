// Figures that change twice a second, written to the page without rendering React's tree.
import { useEffect, useRef } from 'react';
import { useApp, type AppState } from '../state/store';

/** Calls `show` now and after each change of the store, while mounted. Always the newest `show`. */
export function useLive(show: (state: AppState) => void): void {
  const newest = useRef(show);
  useEffect(() => {
    newest.current = show;
    show(useApp.getState());
  });
  useEffect(() => useApp.subscribe((state) => newest.current(state)), []);
}

export function setText(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

export function LiveText({ read, className = '' }: { read: (state: AppState) => string; className?: string }) {
  const span = useRef<HTMLSpanElement>(null);
  useLive((state) => setText(span.current, read(state)));
  return <span ref={span} className={`figures ${className}`} />;
}
