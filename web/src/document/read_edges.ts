import type { DocEdge } from './types';

function readEnd(text: string): [string, string] {
  const [, node = '', port = ''] = /^([^.]*)\.?(.*)$/s.exec(text.trim()) ?? [];
  return [node, port];
}

/** "a -> b.left -> c" is two edges. */
export function readEdges(value: unknown): DocEdge[] {
  if (typeof value !== 'string') return [];
  const ends = value.split('->').map(readEnd);
  return ends.slice(1).map(([to, toPort], index) => {
    const [from, fromPort] = ends[index] ?? ['', ''];
    return { from, fromPort, to, toPort };
  });
}
