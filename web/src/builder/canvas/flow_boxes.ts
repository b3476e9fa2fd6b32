// The places and sizes of what is on the canvas, and the room for it.
import type { InternalNode } from '@xyflow/react';
import { sizeOf } from '../../document/node_size';
import type { Point } from '../../document/types';
import { isViewType } from '../../state/views';
import { currentDoc } from '../editor';
import { coversOf } from './covers';
import type { FlowItem } from './flow_items';
import { roomIn, type Box } from './make_room';

const typeOf = (item: FlowItem): string => (item.type === 'work' ? item.data.item.type : '');

/** React Flow knows the sizes; of the places it learns a little later than the document. */
export function boxesOf(nodes: readonly InternalNode[]): Box[] {
  const doc = currentDoc();
  const places = new Map<string, Point>([...doc.nodes, ...doc.notes].map((item) => [item.id, item]));
  return nodes.map(({ id, internals, measured }) => {
    const { x, y } = places.get(id) ?? internals.positionAbsolute;
    const guess = sizeOf(typeOf(internals.userNode as FlowItem));
    return { x, y, width: measured.width ?? guess.width, height: measured.height ?? guess.height };
  });
}

export const isView = ({ internals: { userNode } }: InternalNode): boolean => isViewType(typeOf(userNode as FlowItem));
export const roomOf = (canvas: HTMLElement): Box => roomIn(canvas.clientWidth, canvas.clientHeight, coversOf(canvas));
