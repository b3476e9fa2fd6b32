// Findings of the server, sorted to where they belong on the canvas.
import type { ValidationProblem } from '../api/types';
import { edgeKey, type Doc } from './types';
import { nodesUpTo } from './upstream';

export interface Place {
  node: string | null;
  option: string | null;
  edge: string | null;
  /** Edges that together are wrong: those of a cycle. */
  loop?: readonly string[];
}

/** "nodes.detect.confidence" is an option, "nodes.detect" a node, "edges[2]" an edge. */
export function placeOf(doc: Doc, text: string): Place {
  const node = /^nodes\.([a-z0-9-]+)(?:\.(.+))?$/.exec(text);
  if (node !== null) return { node: node[1] ?? null, option: node[2] ?? null, edge: null };
  const edge = doc.edges[Number(/^edges\[(\d+)\]$/.exec(text)?.[1] ?? Number.NaN)];
  return { node: null, option: null, edge: edge === undefined ? null : edgeKey(edge) };
}

export interface Located extends ValidationProblem, Place {}

/** Edges from whose end a way leads back to their begin. */
export function edgesInCycles(doc: Doc): string[] {
  return doc.edges.filter((edge) => nodesUpTo(doc, edge.from).some(({ id }) => id === edge.to)).map(edgeKey);
}

export function locate(doc: Doc, problems: readonly ValidationProblem[]): Located[] {
  return problems.map((problem) => ({ ...problem, ...placeOf(doc, problem.place), ...(problem.place === 'edges' && { loop: edgesInCycles(doc) }) }));
}

/** What a problem is about, to be selected. */
export const targetsOf = ({ node, edge, loop = [] }: Place): readonly string[] => (node !== null ? [node] : edge !== null ? [edge] : loop);
