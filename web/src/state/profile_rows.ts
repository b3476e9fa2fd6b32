// The profile as rows of bars: which rows, in which order, on which scale. No DOM in it.
import type { OperationStats, Snapshot } from '../api/types';
import { t } from '../texts';

export type RowKind = 'work' | 'wait' | 'unaccounted';

export interface ProfileRow {
  name: string;
  kind: RowKind;
  /** Nothing when the stage did not run in the window. */
  stats: OperationStats | null;
}

export const unaccountedName = 'unaccounted';

/** The path of a frame. These rows are always there, so that nothing jumps when a stage starts to run. */
export const stagePath: readonly string[] = [
  'video_decode', 'scale', 'similarity', 'preprocess', 'model_inference', 'postprocess', 'xray_visualization', 'jpeg_encoding',
];

export function titleOf(operation: string): string {
  return t.stages[operation]?.[0] ?? operation.replaceAll('_', ' ');
}

export function explanationOf(operation: string): string {
  return t.stages[operation]?.[1] ?? titleOf(operation);
}

function statsOf(snapshot: Snapshot | undefined, name: string): OperationStats | null {
  const stats = name === unaccountedName ? snapshot?.unaccounted : snapshot?.operations[name];
  return stats !== undefined && stats.count > 0 ? stats : null;
}

/** Work in the order of the frame path, further work, waits, then what is unaccounted for. */
export function profileRows(snapshot: Snapshot | undefined): ProfileRow[] {
  const found = Object.entries(snapshot?.operations ?? {});
  const named = (kind: 'work' | 'wait') => found.filter(([name, stats]) => stats.kind === kind && !stagePath.includes(name)).map(([name]) => name);
  const row = (kind: RowKind) => (name: string): ProfileRow => ({ name, kind, stats: statsOf(snapshot, name) });
  return [
    ...stagePath.map(row('work')),
    ...named('work').map(row('work')),
    ...named('wait').map(row('wait')),
    row('unaccounted')(unaccountedName),
  ];
}

/** The end of the bars' scale: 1, 2 or 5 × a power of ten at or above the largest p95, so that it seldom moves. */
export function scaleEndMs(rows: readonly ProfileRow[]): number {
  const largest = Math.max(1, ...rows.map((row) => row.stats?.p95_ms ?? 0));
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5].find((step) => step * power >= largest) ?? 10) * power;
}
