// The document as React Flow's items. What did not change keeps its identity, so that only what changed is rendered.
import type { Edge, Node } from '@xyflow/react';
import { edgeKey, type Doc, type DocEdge, type DocNode, type DocNote } from '../../document/types';

export type WorkFlowNode = Node<{ item: DocNode }, 'work'>;
export type NoteFlowNode = Node<{ item: DocNote }, 'comment' | 'group'>;
export type FlowItem = WorkFlowNode | NoteFlowNode;
export type FlowLink = Edge<{ item: DocEdge }, 'flow'>;

const isNote = (item: DocNode | DocNote): item is DocNote => 'kind' in item;

function flowItem(item: DocNode | DocNote, selected: boolean, before: FlowItem | undefined): FlowItem {
  const position = { x: item.x, y: item.y };
  // Spread over the one before: React Flow keeps what it measured in it.
  if (!isNote(item)) return { ...(before as WorkFlowNode | undefined), id: item.id, type: 'work', position, data: { item }, selected };
  return {
    ...(before as NoteFlowNode | undefined), id: item.id, type: item.kind, position, data: { item }, selected, width: item.width, height: item.height,
    zIndex: item.kind === 'group' ? -1 : 0,
  };
}

export function flowItems(doc: Doc, selection: ReadonlySet<string>, before: readonly FlowItem[]): FlowItem[] {
  const known = new Map(before.map((each) => [each.id, each]));
  const groups = doc.notes.filter((note) => note.kind === 'group');
  const comments = doc.notes.filter((note) => note.kind === 'comment');
  return [...groups, ...doc.nodes, ...comments].map((item) => {
    const old = known.get(item.id);
    const selected = selection.has(item.id);
    const same = old?.data.item === item && old.selected === selected && old.position.x === item.x && old.position.y === item.y;
    return same ? old : flowItem(item, selected, old);
  });
}

export function flowLinks(doc: Doc, selection: ReadonlySet<string>, before: readonly FlowLink[]): FlowLink[] {
  const known = new Map(before.map((each) => [each.id, each]));
  const there = new Set(doc.nodes.map((node) => node.id));
  return doc.edges.filter((edge) => there.has(edge.from) && there.has(edge.to)).map((item) => {
    const id = edgeKey(item);
    const old = known.get(id);
    const selected = selection.has(id);
    if (old?.data?.item === item && old.selected === selected) return old;
    return { ...old, id, type: 'flow', source: item.from, target: item.to, sourceHandle: item.fromPort, targetHandle: item.toPort, data: { item }, selected };
  });
}
