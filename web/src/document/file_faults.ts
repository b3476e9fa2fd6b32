// What of a workflow file cannot be read as it is meant: it is said before anything is made of the file, as it would be lost.

export type FaultKind = 'none' | 'several' | 'deep' | 'aliases' | 'name' | 'nodes' | 'node' | 'type' | 'edges' | 'edge';

export interface FileFault {
  kind: FaultKind;
  /** "edges[0]", as the engine names it. */
  place: string;
  /** Where it is in the file; 1 for the first line. */
  at: { line: number; column: number } | null;
}

/** What a file has that the canvas does not keep, and that nobody misses enough to refuse the file. */
export interface FileRemarks {
  /** Edges that are there already: "edges[1]". */
  twice: readonly { place: string; line: number | null }[];
  /** Edges from or to a node that the file does not have. */
  loose: readonly { place: string; line: number | null; node: string }[];
  /** Where the first comment is. */
  commentLine: number | null;
}

/** The text is no workflow file, or holds what would be lost. */
export class DocumentError extends Error {
  constructor(readonly faults: readonly FileFault[]) {
    super(faults.map(({ kind, place }) => `${place}: ${kind}`).join(', '));
  }
}

/** Its way through the file, by keys as they stand there. */
export interface Finding {
  kind: FaultKind;
  place: string;
  path: readonly unknown[];
}

const isEdge = (value: unknown): boolean => {
  const ends = typeof value === 'string' ? value.split('->') : [];
  return ends.length > 1 && ends.every((end) => /^[^.]/.test(end.trim()));
};

function inNode(key: unknown, value: unknown): Finding[] {
  const place = `nodes.${String(key)}`;
  if (!(value instanceof Map)) return [{ kind: 'node', place, path: ['nodes', key] }];
  const type: unknown = value.get('type');
  return typeof type === 'string' || type === undefined || type === null ? [] : [{ kind: 'type', place: `${place}.type`, path: ['nodes', key, 'type'] }];
}

function inEdges(value: unknown): Finding[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ kind: 'edges', place: 'edges', path: ['edges'] }];
  return value.flatMap((edge, index): Finding[] => (isEdge(edge) ? [] : [{ kind: 'edge', place: `edges[${index}]`, path: ['edges', index] }]));
}

/** Of what a YAML reader gives, with maps as maps. What the engine finds wrong besides is kept, and it says so on the canvas. */
export function findingsIn(value: unknown): Finding[] {
  if (!(value instanceof Map) || !(value.has('nodes') || value.has('edges'))) return [{ kind: 'none', place: '', path: [] }];
  const name: unknown = value.get('name');
  const nodes: unknown = value.get('nodes');
  return [
    ...(typeof name === 'object' && name !== null ? [{ kind: 'name', place: 'name', path: ['name'] } as const] : []),
    ...(nodes instanceof Map ? [...nodes].flatMap(([key, node]) => inNode(key, node)) : [{ kind: 'nodes', place: 'nodes', path: ['nodes'] } as const]),
    ...inEdges(value.get('edges')),
  ];
}
