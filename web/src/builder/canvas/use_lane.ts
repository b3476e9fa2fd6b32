import { useStoreApi } from '@xyflow/react';
import { useShallow } from 'zustand/react/shallow';
import { laneAround, type Lane } from '../../document/lane';
import { sizeOf } from '../../document/node_size';
import type { Point } from '../../document/types';
import { docOf, useEditor } from '../editor';

/** Where an edge goes so that the nodes between its ends do not hide it. While a node is dragged its old place counts. */
export function useLane(source: string, target: string, from: Point, to: Point): Lane | null {
  const store = useStoreApi();
  return useEditor(useShallow((editor) => {
    const { nodeLookup } = store.getState();
    const between = docOf(editor).nodes.filter(({ id }) => id !== source && id !== target).map(({ id, type, x, y }) => {
      const { width = sizeOf(type).width, height = sizeOf(type).height } = nodeLookup.get(id)?.measured ?? {};
      return { x, y, width, height };
    });
    return laneAround(between, from, to);
  }));
}
