// A workflow as the builder holds it. Immutable: an edit makes a new one that shares what did not change, so that an undo step
// is a reference to the document before it.
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Options = Readonly<Record<string, Json>>;

export interface DocNode {
  readonly id: string;
  readonly type: string;
  /** With `ui`, which other programs may keep there. */
  readonly options: Options;
  readonly x: number;
  readonly y: number;
}

/** An empty port means the only one there is. */
export interface DocEdge {
  readonly from: string;
  readonly fromPort: string;
  readonly to: string;
  readonly toPort: string;
}

/** What people write on the canvas: a comment, or a frame around nodes with a title. */
export interface DocNote {
  readonly id: string;
  readonly kind: 'comment' | 'group';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Doc {
  readonly name: string;
  readonly nodes: readonly DocNode[];
  readonly edges: readonly DocEdge[];
  readonly notes: readonly DocNote[];
  /** What else the file holds; kept as it is. */
  readonly rest: Options;
}

export const emptyDoc: Doc = { name: '', nodes: [], edges: [], notes: [], rest: {} };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export function edgeKey(edge: DocEdge): string {
  return `${edge.from}.${edge.fromPort}->${edge.to}.${edge.toPort}`;
}

export function edgeText(edge: DocEdge): string {
  const end = (node: string, port: string) => (port === '' ? node : `${node}.${port}`);
  return `${end(edge.from, edge.fromPort)} -> ${end(edge.to, edge.toPort)}`;
}

export function nodeOf(doc: Doc, id: string): DocNode | undefined {
  return doc.nodes.find((node) => node.id === id);
}
