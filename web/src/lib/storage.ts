// What this viewer chose, kept in the browser. Storage may be forbidden or full: then nothing is kept, and nothing breaks.
const inBrowser = (key: string) => `overwatch.${key}`;

export function load(key: string): string | null {
  try {
    return localStorage.getItem(inBrowser(key));
  } catch {
    return null;
  }
}

/** Whether it is kept. */
export function save(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(inBrowser(key));
    else localStorage.setItem(inBrowser(key), value);
    return true;
  } catch {
    return false;
  }
}

/** Calls `run` when another tab of this browser has changed what is kept, until the returned function is called. */
export function whenSavedElsewhere(key: () => string, run: () => void): () => void {
  const heard = (event: StorageEvent) => event.key === inBrowser(key()) && run();
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}
