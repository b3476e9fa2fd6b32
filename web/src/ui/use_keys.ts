import { useEffect, useRef } from 'react';

/** Single-letter shortcuts. Quiet while somebody types, holds a modifier, or a dialog is open. */
export function useKeys(keys: Record<string, () => void>): void {
  const newest = useRef(keys);
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = target.matches('input, textarea, select, [contenteditable]') || document.querySelector('dialog[open]') !== null;
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = newest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
