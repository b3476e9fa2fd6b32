import { useSyncExternalStore } from 'react';

/** Columns such that all pictures are seen at once, as large as they can be. */
export function columnsFor(count: number, aspect: number): number {
  let best = 1;
  let largest = 0;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const width = Math.min(aspect / columns, (16 / 9) / rows);
    if (width > largest * 1.001) [best, largest] = [columns, width];
  }
  return best;
}

function follow(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}

/** Those for the window as it is. */
export function useColumns(count: number): number {
  return useSyncExternalStore(follow, () => columnsFor(count, window.innerWidth / Math.max(1, window.innerHeight)));
}
