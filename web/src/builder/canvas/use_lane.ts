import { useStoreApi } from '@xyflow/react';
import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { laneAround, type Lane } from '../../document/lane';
import { sizeOf } from '../../document/node_size';
import type { Point } from '../../document/types';
import { docOf, useEditor } from '../editor';

/** Where an edge goes so that the nodes between its ends do not hide it. While a node is dragged its old place counts. */
export function useLane(source: string, target: string, from: Point, to: Point): Lane | null {
  const store = useStoreApi();
  // Each edge is asked at every change of the editor, most of which move nothing.
  const last = useRef<{ nodes: unknown; ends: string; lane: Lane | null } | null>(null);
  return useEditor(useShallow((editor) => {
    const { nodes } = docOf(editor);
    const ends = [source, target, from.x, from.y, to.x, to.y].join(' ');
    if (last.current?.nodes === nodes && last.current.ends === ends) return last.current.lane;
    const { nodeLookup } = store.getState();
    const between = nodes.filter(({ id }) => id !== source && id !== target).map(({ id, type, x, y }) => {
      const { width = sizeOf(type).width, height = sizeOf(type).height } = nodeLookup.get(id)?.measured ?? {};
      return { x, y, width, height };
    });
    const lane = laneAround(between, from, to);
    last.current = { nodes, ends, lane };
    return lane;
  }));
}
