import { useMemo } from 'react';
import type { PresetChange } from '../api/presets';
import { usePresets } from '../state/queries';
import { isActive, nodesOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { useEditor } from './editor';
import { runningOf, type Running } from './running';

const nothing: PresetChange[] = [];

export interface Run {
  running: Running;
  /** What the preset of the run sets. */
  changes: readonly PresetChange[];
}

function nodeOf(line: string): { id: string; type: string } {
  const [id = '', type = ''] = line.split(' ');
  return { id, type };
}

/** What runs of the workflow; null while nothing does, or nobody knows. */
export function useRunning(id: string): Run | null {
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const told = useApp((state) => state.statuses[id]?.stored_version ?? null);
  const differs = useApp((state) => state.statuses[id]?.differs ?? null);
  const values = useApp((state) => state.statuses[id]?.running);
  const nodes = useApp((state) => nodesOf(state, id).map((node) => `${node.id} ${node.type}`).join('\n'));
  const preset = useApp((state) => state.statuses[id]?.preset ?? '');
  const presets = usePresets();
  const ready = useEditor((editor) => editor.stage === 'ready');
  const stored = useEditor((editor) => editor.stored);
  const version = useEditor((editor) => editor.version);
  const rival = useEditor((editor) => editor.rival);
  return useMemo(() => {
    if (!active || !ready || version === 0 || values === undefined) return null;
    const newer = rival === null || rival.line !== null ? [] : [rival];
    const running = runningOf([{ doc: stored, version }, ...newer], { stored_version: told, differs, running: values, nodes: nodes.split('\n').map(nodeOf) });
    return running === null ? null : { running, changes: presets.find(({ name }) => name === preset)?.changes ?? nothing };
  }, [active, ready, told, differs, values, nodes, preset, presets, stored, version, rival]);
}
