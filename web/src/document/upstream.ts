// What lies before a node: where its pictures come from.
import { portsOf, type TypeTable } from './ports';
import { nodeOf, type Doc, type DocEdge, type DocNode } from './types';

/** The node and all before it, the nearest first. */
export function nodesUpTo(doc: Doc, id: string): DocNode[] {
  const order = [id];
  for (const each of order) order.push(...doc.edges.filter((edge) => edge.to === each && !order.includes(edge.from)).map((edge) => edge.from));
  return [...new Set(order)].flatMap((each) => nodeOf(doc, each) ?? []);
}

/** The edges over which pictures come to a node, the nearest first. Detections travel with their picture. */
export function pictureEdges(doc: Doc, types: TypeTable, id: string): DocEdge[] {
  const carriesPictures = (edge: DocEdge) => ['frame', 'detections'].includes(portsOf(doc, types, edge).output?.type ?? '');
  return nodesUpTo(doc, id).flatMap((node) => doc.edges.filter((edge) => edge.to === node.id && carriesPictures(edge)));
}

/** The source of the nearest node that has one; empty where it is not given, null where no such node leads here. */
export function sourceBefore(doc: Doc, types: TypeTable, id: string): string | null {
  for (const node of nodesUpTo(doc, id)) {
    const option = types.get(node.type)?.options.find((each) => each.type === 'source');
    if (option === undefined) continue;
    const source = node.options[option.name] ?? option.fallback;
    return typeof source === 'string' ? source.trim() : '';
  }
  return null;
}
