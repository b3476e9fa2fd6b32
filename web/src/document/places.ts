// Findings of the server, sorted to where they belong on the canvas.
import type { ValidationProblem } from '../api/types';
import { edgeKey, edgeText, type Doc } from './types';
import { nodesUpTo } from './upstream';

export interface Place {
  node: string | null;
  option: string | null;
  edge: string | null;
  /** Edges that together are wrong: those of a cycle. */
  loop?: readonly string[];
  /** A key of the file that this build does not take. */
  key?: string;
}

/** The node that a place begins with, whatever it is called. */
function nodeIn(doc: Doc, text: string): string | undefined {
  return doc.nodes.map(({ id }) => id).filter((id) => `${text}.`.startsWith(`nodes.${id}.`)).sort((a, b) => b.length - a.length)[0];
}

/** "nodes.detect.confidence" is an option, "nodes.detect" a node, "edges[2]" an edge. */
export function placeOf(doc: Doc, text: string): Place {
  const node = nodeIn(doc, text) ?? /^nodes\.([a-z0-9-]+)/.exec(text)?.[1];
  if (node !== undefined) return { node, option: text.slice(`nodes.${node}.`.length) || null, edge: null };
  const edge = doc.edges[Number(/^edges\[(\d+)\]$/.exec(text)?.[1] ?? Number.NaN)];
  return { node: null, option: null, edge: edge === undefined ? null : edgeKey(edge) };
}

export interface Located extends ValidationProblem, Place {}

/** A place as people know it: an edge by its ends, as it is written in the file, not by its number. */
function placeText(doc: Doc, { place }: ValidationProblem, edge: string | null): string {
  const found = edge === null ? undefined : doc.edges.find((each) => edgeKey(each) === edge);
  return found === undefined ? place : edgeText(found);
}

/** Edges from whose end a way leads back to their begin. */
export function edgesInCycles(doc: Doc): string[] {
  return doc.edges.filter((edge) => nodesUpTo(doc, edge.from).some(({ id }) => id === edge.to)).map(edgeKey);
}

export function locate(doc: Doc, problems: readonly ValidationProblem[]): Located[] {
  return problems.map((problem) => {
    const key = Object.keys(doc.rest).find((each) => problem.place === each || (problem.place === 'workflow' && problem.message.includes(`'${each}'`)));
    const at = placeOf(doc, problem.place);
    return { ...problem, ...at, place: placeText(doc, problem, at.edge), ...(problem.place === 'edges' && { loop: edgesInCycles(doc) }), ...(key !== undefined && { key }) };
  });
}

/** What a problem is about, to be selected. */
export const targetsOf = ({ node, edge, loop = [] }: Place): readonly string[] => (node !== null ? [node] : edge !== null ? [edge] : loop);
