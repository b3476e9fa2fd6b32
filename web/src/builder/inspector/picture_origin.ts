import { useMemo } from 'react';
import { edgePictureUrl } from '../../api/client';
import { pictureEdges, sourceBefore } from '../../document/upstream';
import type { DocNode } from '../../document/types';
import type { PictureOrigin } from '../../forms/points/use_still';
import { isActive, runStateOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { useBuilder } from '../context';
import { docOf, useEditor } from '../editor';

const widthPx = 960;

/** A frame that comes into the node while it runs, or into the nearest node before it that runs; else one of its source. */
export function usePictureOrigin(node: DocNode): PictureOrigin {
  const { id, types } = useBuilder();
  const doc = useEditor(docOf);
  const edges = useMemo(() => pictureEdges(doc, types, node.id), [doc, types, node.id]);
  // An address, as the figures of edges change all the time.
  const url = useApp((state) => {
    if (!isActive(runStateOf(state, id))) return '';
    const running = edges.find(({ from, to }) => state.statuses[id]?.edges.some((edge) => edge.from === from && edge.to === to));
    return running === undefined ? '' : edgePictureUrl(id, running.from, running.to, widthPx);
  });
  const source = sourceBefore(doc, types, node.id);
  return useMemo(() => (url !== '' ? { kind: 'edge', url } : source !== null && source !== '' ? { kind: 'source', source } : { kind: 'none', input: source !== null }), [url, source]);
}
