// Findings of the server, sorted to where they belong on the canvas.
import type { ValidationProblem } from '../api/types';
import { edgeKey, type Doc } from './types';

export interface Place {
  node: string | null;
  option: string | null;
  edge: string | null;
}

/** "nodes.detect.confidence" is an option, "nodes.detect" a node, "edges[2]" an edge. */
export function placeOf(doc: Doc, text: string): Place {
  const node = /^nodes\.([a-z0-9-]+)(?:\.(.+))?$/.exec(text);
  if (node !== null) return { node: node[1] ?? null, option: node[2] ?? null, edge: null };
  const edge = doc.edges[Number(/^edges\[(\d+)\]$/.exec(text)?.[1] ?? Number.NaN)];
  return { node: null, option: null, edge: edge === undefined ? null : edgeKey(edge) };
}

export interface Located extends ValidationProblem, Place {}

export function locate(doc: Doc, problems: readonly ValidationProblem[]): Located[] {
  return problems.map((problem) => ({ ...problem, ...placeOf(doc, problem.place) }));
}
