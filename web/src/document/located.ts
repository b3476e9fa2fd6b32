import type { Document, LineCounter } from 'yaml';

/** Where something is in a file, by the keys that lead to it; null when it is not written there. */
export function located(document: Document, lines: LineCounter, path: readonly unknown[]): { line: number; column: number } | null {
  const node = document.getIn(path, true) as { range?: readonly number[] | null } | undefined;
  const start = node?.range?.[0];
  if (start === undefined) return null;
  const { line, col } = lines.linePos(start);
  return { line, column: col };
}
