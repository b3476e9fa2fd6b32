// What of a file's edges the canvas cannot show as they are written. `texts` is the list of them as the file has it.
import type { FileRemarks } from './file_faults';
import { readEdges } from './read_edges';
import { edgeKey } from './types';

type LineOf = (index: number) => number | null;

const listed = (texts: unknown): unknown[] => (Array.isArray(texts) ? texts : []);

export function doublesIn(texts: unknown, lineOf: LineOf): FileRemarks['twice'] {
  const seen = new Set<string>();
  return listed(texts).flatMap((text, index) => {
    const keys = readEdges(text).map(edgeKey);
    const isDouble = keys.some((key, at) => seen.has(key) || keys.indexOf(key) < at);
    for (const key of keys) seen.add(key);
    return isDouble ? [{ place: `edges[${index}]`, line: lineOf(index) }] : [];
  });
}

export function looseIn(texts: unknown, nodes: ReadonlySet<string>, lineOf: LineOf): FileRemarks['loose'] {
  return listed(texts).flatMap((text, index) => {
    const missing = readEdges(text).flatMap(({ from, to }) => [from, to]).find((node) => !nodes.has(node));
    return missing === undefined ? [] : [{ place: `edges[${index}]`, line: lineOf(index), node: missing }];
  });
}
