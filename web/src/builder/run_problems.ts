// What nodes say of themselves while they run, where problems are shown: a source that is missing is found only then.
import { useMemo } from 'react';
import type { NodeStatus } from '../api/types';
import { locate, type Located } from '../document/places';
import type { TypeTable } from '../document/ports';
import { withWait } from '../state/countdown';
import { isActive, isLost, nodesOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { useBuilder } from './context';
import { docOf, useEditor } from './editor';

const none: NodeStatus[] = [];

/** A node that takes a source speaks of that. */
export function runProblem({ id, type, health, message, next_retry_ms: nextRetryMs }: NodeStatus, types: TypeTable): Located[] {
  if (health === 'ok' || message === '') return [];
  const option = types.get(type)?.options.find((each) => each.type === 'source')?.name ?? null;
  return [{ place: option === null ? `nodes.${id}` : `nodes.${id}.${option}`, message: withWait(message, nextRetryMs), warning: health !== 'failed', node: id, option, edge: null }];
}

export function useRunProblems(): Located[] {
  const { id, types } = useBuilder();
  // A stopped workflow still tells how its nodes ended.
  const nodes = useApp((state) => (state.statuses[id]?.state === 'stopped' || isLost(state) ? none : nodesOf(state, id)));
  // A start that was refused names its place, too.
  const refused = useApp((state) => (isActive(runStateOf(state, id)) ? undefined : state.errors[id]));
  const doc = useEditor(docOf);
  return useMemo(() => [
    ...nodes.flatMap((node) => runProblem(node, types)),
    ...(refused === undefined || refused.place === '' ? [] : locate(doc, [{ place: refused.place, message: refused.message, warning: false }])),
  ], [nodes, types, refused, doc]);
}
