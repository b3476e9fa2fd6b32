// Between React Flow and the document: it moves items on its own while they are dragged, and the document learns of it at the end.
import { applyNodeChanges, type NodeChange, type EdgeChange } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { membersOf, move, remove } from '../../document/edits';
import type { Point } from '../../document/types';
import { t } from '../../texts';
import { currentDoc, docOf, edit, select, useEditor } from '../editor';
import { flowItems, flowLinks, type FlowItem, type FlowLink } from './flow_items';

const size = (items: readonly FlowItem[]) => (id: string) => {
  const item = items.find((each) => each.id === id);
  return { width: item?.measured?.width ?? item?.width ?? 240, height: item?.measured?.height ?? item?.height ?? 100 };
};

/** Where items end up, with the members of groups that moved. */
function placesOf(moved: ReadonlyMap<string, Point>, items: readonly FlowItem[]): Map<string, Point> {
  const doc = currentDoc();
  const places = new Map(moved);
  for (const group of doc.notes.filter((note) => note.kind === 'group')) {
    const to = moved.get(group.id);
    if (to === undefined) continue;
    for (const id of membersOf(doc, group, size(items))) {
      const member = [...doc.nodes, ...doc.notes].find((item) => item.id === id);
      if (member !== undefined && !moved.has(id)) places.set(id, { x: member.x + to.x - group.x, y: member.y + to.y - group.y });
    }
  }
  return places;
}

function selectedAfter(changes: readonly (NodeChange<FlowItem> | EdgeChange<FlowLink>)[]): void {
  const chosen = new Set(useEditor.getState().selection);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  select(chosen);
}

export function useFlow() {
  const doc = useEditor(docOf);
  const selection = useEditor((editor) => editor.selection);
  const [items, setItems] = useState<FlowItem[]>([]);
  const [links, setLinks] = useState<FlowLink[]>([]);
  const newest = useRef(items);
  const dragged = useRef(new Set<string>());
  useEffect(() => {
    newest.current = items;
  });
  useEffect(() => setItems((before) => flowItems(doc, selection, before)), [doc, selection]);
  useEffect(() => setLinks((before) => flowLinks(doc, selection, before)), [doc, selection]);

  const onNodesChange = useCallback((changes: NodeChange<FlowItem>[]) => {
    selectedAfter(changes);
    const own = changes.filter((change) => change.type !== 'select' && change.type !== 'remove');
    if (own.length > 0) setItems((before) => applyNodeChanges(own, before));
    // Keys move without a drag: each press is said at once.
    const placed = changes.flatMap((change) => (change.type === 'position' && change.dragging === false && change.position !== undefined ? [[change.id, change.position] as const] : []));
    // Each drag is a step; presses of one walk of the same nodes are one.
    const mergeKey = placed.some(([id]) => dragged.current.has(id)) ? '' : `move ${placed.map(([id]) => id).join(' ')}`;
    for (const change of changes) {
      if (change.type !== 'position') continue;
      if (change.dragging === true) dragged.current.add(change.id);
      else dragged.current.delete(change.id);
    }
    if (placed.length > 0) edit(t.labels.move, (before) => move(before, placesOf(new Map(placed), newest.current)), { mergeKey });
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange<FlowLink>[]) => selectedAfter(changes), []);
  const onNodeDrag = useCallback((_: unknown, dragged: FlowItem) => {
    if (dragged.type !== 'group') return;
    const places = placesOf(new Map([[dragged.id, dragged.position]]), newest.current);
    setItems((before) => before.map((item) => (item.id !== dragged.id && places.has(item.id) ? { ...item, position: places.get(item.id) ?? item.position } : item)));
  }, []);
  return { items, links, onNodesChange, onEdgesChange, onNodeDrag };
}

export function removeSelected(): void {
  const { selection } = useEditor.getState();
  if (selection.size > 0) edit(t.labels.remove, (doc) => remove(doc, selection), { select: [] });
}
