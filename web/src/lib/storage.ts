// What this viewer chose, kept in the browser. Storage may be forbidden or full: then nothing is kept, and nothing breaks.
export function load(key: string): string | null {
  try {
    return localStorage.getItem(`overwatch.${key}`);
  } catch {
    return null;
  }
}

export function save(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`overwatch.${key}`);
    else localStorage.setItem(`overwatch.${key}`, value);
  } catch {
    // See above.
  }
}
