// Everything the page knows. Live messages arrive twice a second, so two rules keep the React tree still: what did not change
// keeps its identity (keepEqual), and figures that always change are read through src/ui/live.tsx, past React.
import { create } from 'zustand';
import { noAnswer, type ApiError } from '../api/problem';
import type { Notice, Performance, Preset, StatusUpdate, SystemStats, WorkflowStatus, WorkflowSummary } from '../api/types';
import { keepEqual } from '../lib/equal';
import { load, save } from '../lib/storage';
import { table, withEntry, without } from '../lib/table';
import { secondsUntil } from './countdown';
import { recordRates } from './history';

/** 'polling': the WebSocket does not come up, plain requests do. */
export type Link = 'connecting' | 'live' | 'polling' | 'lost';
export type Pending = 'starting' | 'stopping';

export interface AppState {
  link: Link;
  /** The first list has arrived. */
  loaded: boolean;
  order: string[];
  workflows: Record<string, WorkflowSummary>;
  statuses: Record<string, WorkflowStatus>;
  /** Of the newest statuses; 0 with each new connection, as the clock of a server that was started again may begin anew. */
  asOfUs: number;
  performance: Performance | null;
  notices: Notice[];
  system: SystemStats | null;
  /** The device that loaded models run on; empty while none is loaded. */
  device: string;
  /** What the viewer asked for and the server has not said yet. */
  pending: Record<string, Pending>;
  /** The last request for a workflow that failed. */
  errors: Record<string, ApiError>;
  presets: Record<string, Preset>;
}

export const useApp = create<AppState>(() => ({
  link: 'connecting',
  loaded: false,
  order: [],
  workflows: table(),
  statuses: table(),
  asOfUs: 0,
  performance: null,
  notices: [],
  system: null,
  device: '',
  pending: table(),
  errors: table(),
  presets: loadPresets(),
}));

function loadPresets(): Record<string, Preset> {
  try {
    return table(Object.entries(JSON.parse(load('presets') ?? '{}') as Record<string, Preset>));
  } catch {
    return table();
  }
}

export function applyWorkflows(list: WorkflowSummary[]): void {
  useApp.setState((state) => {
    const order = list.map((workflow) => workflow.id);
    return {
      loaded: true,
      order: keepEqual(state.order, order),
      workflows: keepEqual(state.workflows, table(list.map((workflow) => [workflow.id, workflow]))),
    };
  });
}

function mergeStatus(previous: WorkflowStatus | undefined, next: WorkflowStatus): WorkflowStatus {
  const nodes = next.nodes.map((node) => ({ ...node, next_retry_ms: node.next_retry_ms === null ? null : secondsUntil(node.next_retry_ms) * 1000 }));
  if (previous === undefined) return { ...next, nodes };
  return { ...next, nodes: keepEqual(previous.nodes, nodes), differs: keepEqual(previous.differs, next.differs), running: keepEqual(previous.running, next.running) };
}

/** Answers and messages come on several connections: one that was overtaken by a newer one says nothing any more. */
export function applyUpdate(update: StatusUpdate): void {
  if (update.asOfUs < useApp.getState().asOfUs) return;
  useApp.setState((state) => ({
    statuses: table(update.workflows.map((next) => [next.id, mergeStatus(state.statuses[next.id], next)])),
    asOfUs: update.asOfUs,
    performance: update.performance ?? state.performance,
    notices: keepEqual(state.notices, update.notices ?? state.notices),
  }));
  if (update.performance !== null) recordRates(update.performance);
}

export function choosePreset(id: string, preset: Preset | null): void {
  useApp.setState((state) => ({
    presets: preset === null ? without(state.presets, id) : withEntry(state.presets, id, preset),
  }));
  save('presets', JSON.stringify(useApp.getState().presets));
}

export function dismissError(id: string): void {
  useApp.setState((state) => ({ errors: without(state.errors, id) }));
}

/** That the server did not answer is no news once it does. */
export function forgetSilence(): void {
  useApp.setState(({ errors }) => ({ errors: keepEqual(errors, table(Object.entries(errors).filter(([, error]) => error.status !== noAnswer))) }));
}

/** Calls `run` each time that the server answers again, until the returned function is called. */
export function whenServerIsBack(run: () => void): () => void {
  return useApp.subscribe(({ link }, before) => {
    if (before.link === 'lost' && link !== 'lost') run();
  });
}
