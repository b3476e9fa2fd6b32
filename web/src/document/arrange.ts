// Automatic layout: columns by the longest way from a source, rows by where the neighbours stand.
import type { Doc, DocNode, Point } from './types';

export const columnWidth = 384;
const rowHeight = 176;
/** Of a node that shows its picture. */
const pictureRowHeight = 320;
const sweeps = 4;
/** More nodes of one column stand side by side. */
const rowsMax = 8;
/** More columns than this are laid in rows, of not fewer than `columnsMin`. */
const columnsMax = 16;
const columnsMin = 8;
/** Between rows: an edge goes back to the left there. */
const rowGap = 80;
const screenAspect = 1.8;

function columnsOf(doc: Doc): Map<string, number> {
  const column = new Map(doc.nodes.map((node) => [node.id, 0]));
  // A cycle would never settle: as many rounds as there are nodes are enough for a graph without one.
  for (let round = 0; round < doc.nodes.length; round += 1) {
    let moved = false;
    for (const { from, to } of doc.edges) {
      const wanted = Math.min((column.get(from) ?? 0) + 1, doc.nodes.length - 1);
      if (from !== to && column.has(from) && column.has(to) && (column.get(to) ?? 0) < wanted) {
        column.set(to, wanted);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return column;
}

function neighbourRows(doc: Doc, rows: ReadonlyMap<string, number>, id: string, side: 'from' | 'to'): number {
  const beside = doc.edges.filter((edge) => edge[side === 'from' ? 'to' : 'from'] === id).map((edge) => rows.get(edge[side]) ?? 0);
  return beside.length === 0 ? (rows.get(id) ?? 0) : beside.reduce((sum, row) => sum + row, 0) / beside.length;
}

function centred(layer: readonly string[], rows: Map<string, number>): void {
  layer.forEach((id, index) => rows.set(id, index - (layer.length - 1) / 2));
}

/** Where the nodes of a column stand, from top to bottom: below each other, and the column's middle at 0. */
function tops(layer: readonly string[], heights: ReadonlyMap<string, number>): [string, number][] {
  const steps = layer.slice(0, -1).map((id) => heights.get(id) ?? rowHeight);
  let y = -steps.reduce((sum, step) => sum + step, 0) / 2;
  return layer.map((id, index): [string, number] => {
    const top = y;
    y += steps[index] ?? 0;
    return [id, top];
  });
}

/** A column of many nodes as several beside each other, about as wide as they are high. */
function wrapped(layer: readonly string[]): string[][] {
  const most = Math.max(rowsMax, Math.ceil(Math.sqrt((layer.length * columnWidth) / rowHeight)));
  const rows = Math.ceil(layer.length / Math.ceil(layer.length / most));
  return Array.from({ length: Math.ceil(layer.length / rows) }, (_, index) => layer.slice(index * rows, (index + 1) * rows));
}

/** Columns of a long way in rows below each other, together about as wide as a screen: in one row they would be a thread that can
    be seen nowhere. An ordinary workflow is one row. */
function inRows(stacks: readonly string[][], heightOf: (stack: readonly string[]) => number): string[][][] {
  if (stacks.length <= columnsMax) return [[...stacks]];
  const height = Math.max(...stacks.map(heightOf)) + rowGap;
  const columns = Math.max(columnsMin, Math.ceil(Math.sqrt((screenAspect * stacks.length * height) / columnWidth)));
  return Array.from({ length: Math.ceil(stacks.length / columns) }, (_, index) => stacks.slice(index * columns, (index + 1) * columns));
}

/** The document with every node in its place; `doc` itself when nothing moves. */
export function arrange(doc: Doc): Doc {
  const column = columnsOf(doc);
  const layers: string[][] = [];
  for (const node of doc.nodes) (layers[column.get(node.id) ?? 0] ??= []).push(node.id);
  const filled = layers.filter((layer) => layer.length > 0);
  const rows = new Map<string, number>();
  for (const layer of filled) centred(layer, rows);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const side = sweep % 2 === 0 ? 'from' : 'to';
    for (const layer of side === 'from' ? filled : [...filled].reverse()) {
      const wanted = new Map(layer.map((id) => [id, neighbourRows(doc, rows, id, side)]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      centred(layer, rows);
    }
  }
  const heights = new Map(doc.nodes.map(({ id, type }) => [id, type === 'xray_view' ? pictureRowHeight : rowHeight]));
  const stacks = filled.flatMap(wrapped);
  const heightOf = (stack: readonly string[]) => stack.reduce((sum, id) => sum + (heights.get(id) ?? rowHeight), 0);
  const places = new Map<string, Point>();
  let above = 0;
  for (const row of inRows(stacks, heightOf)) {
    const top = new Map(row.flatMap((stack) => tops(stack, heights)));
    const highest = Math.min(0, ...top.values());
    row.forEach((stack, index) => stack.forEach((id) => places.set(id, { x: index * columnWidth, y: above + Math.round((top.get(id) ?? 0) - highest) })));
    above += Math.max(...row.map((stack) => Math.max(...stack.map((id) => (top.get(id) ?? 0) - highest + (heights.get(id) ?? rowHeight))))) + rowGap;
  }
  const place = (node: DocNode): DocNode => {
    const { x, y } = places.get(node.id) ?? node;
    return node.x === x && node.y === y ? node : { ...node, x, y };
  };
  const nodes = doc.nodes.map(place);
  return nodes.every((node, index) => node === doc.nodes[index]) ? doc : { ...doc, nodes };
}
