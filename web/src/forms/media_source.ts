// What a source option says for a file of the media folders.
import type { MediaEntry } from '../api/sources';

/** Why an entry can be no source: its name stands for a variable, or is no text and comes with marks in place of its bytes. */
export type Unusable = 'variable' | 'notText';

export const pathOf = (folder: string, { name }: MediaEntry): string => (folder === '' ? name : `${folder}/${name}`);

/** Relative paths begin at the first root, and hold on another machine, too. The engine takes blanks off the ends of an address. */
export function sourceOf(root: number, folder: string, entry: MediaEntry): string {
  const path = pathOf(folder, entry);
  if (root !== 0) return entry.source || path;
  return path.startsWith(' ') ? `./${path}` : path;
}

export function whyUnusable(root: number, folder: string, entry: MediaEntry): Unusable | null {
  const path = sourceOf(root, folder, entry);
  if (path.includes('\ufffd')) return 'notText';
  return entry.kind !== 'folder' && /\$\{.*\}/.test(path) ? 'variable' : null;
}
