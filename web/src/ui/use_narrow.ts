import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 640px)');

function follow(tell: () => void): () => void {
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

/** Whether the screen is a phone's: panels then lie over the canvas instead of beside it. */
export function useNarrow(): boolean {
  return useSyncExternalStore(follow, () => query.matches);
}
