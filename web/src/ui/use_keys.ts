import { useEffect, useRef } from 'react';

/** False: the key was not taken, others may have it. */
export type KeyAction = () => unknown;

interface KeyOptions {
  /** Asked before those of inner parts of the page. */
  first?: boolean;
  enabled?: boolean;
  /** Also while somebody types: for keys that mean nothing to a field. */
  whileTyping?: boolean;
  /** Of a dialog, for as long as it is open; the keys of the page rest meanwhile. */
  inDialog?: boolean;
}

/** "Ctrl+Shift+Z", "Delete", "?": Ctrl stands for Command as well. */
function nameOf(event: KeyboardEvent): string {
  const letter = event.key.length === 1 && (event.ctrlKey || event.metaKey) ? event.key.toUpperCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.shiftKey && event.key.length > 1 ? 'Shift+' : ''}${
    event.shiftKey && letter !== event.key ? 'Shift+' : ''}${event.altKey ? 'Alt+' : ''}${letter}`;
}

/** What goes on while its key is held: moving, zooming, undo. A held Ctrl+Enter would run and stop in turn. */
const goesOn = /Arrow|^[+=-]$|^Ctrl\+(Shift\+)?[ZY]$/;

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=range], [type=checkbox]), textarea, select, [contenteditable=true]');
}

export const dialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** Shortcuts. Those of the page are quiet while a dialog is open, and plain letters while somebody types. */
export function useKeys(keys: Record<string, KeyAction>, { first = false, enabled = true, whileTyping = false, inDialog = false }: KeyOptions = {}): void {
  const newest = useRef(keys);
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const name = nameOf(event);
      if (event.defaultPrevented || dialogOpen() !== inDialog || (!whileTyping && isTyping(event.target))) return;
      const action = newest.current[name];
      if (action === undefined) return;
      if (event.repeat && !goesOn.test(name)) {
        event.preventDefault();
        return;
      }
      if (action() === false) return;
      event.preventDefault();
      if (first) event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, { capture: first });
    return () => window.removeEventListener('keydown', onKey, { capture: first });
  }, [first, enabled, whileTyping, inDialog]);
}
