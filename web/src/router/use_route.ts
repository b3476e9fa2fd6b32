import { useSyncExternalStore } from 'react';
import { readRoute, writeRoute, type Route } from './route';

let current = readRoute(window.location.hash);
const listeners = new Set<() => void>();

function follow(): void {
  current = readRoute(window.location.hash);
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', follow);
window.addEventListener('hashchange', follow);

export function go(route: Route, { replace = false } = {}): void {
  const address = writeRoute(route);
  if (address === window.location.hash) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  follow();
}

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
