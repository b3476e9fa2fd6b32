// What components ask of the store. Each gives a value that stays the same (by identity) while nothing changed.
import type { NodeStatus, RunState, Snapshot, WorkflowStatus } from '../api/types';
import { t } from '../texts';
import { withoutWait, withWait } from './countdown';
import type { AppState } from './store';

/** The four states that have a colour and a shape. */
export type Tone = 'idle' | 'running' | 'warning' | 'error';

const noNodes: NodeStatus[] = [];

/** Nothing of what the page has is known to be so any more: it is not shown as if it were. */
export const isLost = ({ link }: Pick<AppState, 'link'>): boolean => link === 'lost';

export const statusOf = (state: AppState, id: string): WorkflowStatus | undefined => state.statuses[id];
export const nodesOf = (state: AppState, id: string): NodeStatus[] => state.statuses[id]?.nodes ?? noNodes;
/** Missing while the server does not answer, too: old figures are no figures. */
export const snapshotOf = (state: AppState, id: string): Snapshot | undefined => (isLost(state) ? undefined : state.performance?.workflows[id]);
export const nameOf = (state: AppState, id: string): string => state.workflows[id]?.name ?? state.statuses[id]?.name ?? id;

const active: readonly RunState[] = ['starting', 'running', 'restarting'];

export function isActive(state: RunState): boolean {
  return active.includes(state);
}

/** What to show: the server's word, or what the viewer just asked for until the server answers. */
export function runStateOf(state: Pick<AppState, 'statuses' | 'pending'>, id: string): RunState {
  const said = state.statuses[id]?.state ?? 'stopped';
  const pending = state.pending[id];
  if (pending === 'starting' && !isActive(said)) return 'starting';
  // Also while the start that the stop is meant for is on its way.
  if (pending === 'stopping' && said !== 'failed') return 'stopping';
  return said;
}

function nodeInTrouble(nodes: readonly NodeStatus[]): NodeStatus | undefined {
  return nodes.find((node) => node.health === 'failed') ?? nodes.find((node) => node.health !== 'ok');
}

export function toneOf(state: AppState, id: string): Tone {
  if (isLost(state)) return 'idle';
  const run = runStateOf(state, id);
  if (run === 'failed' || (state.errors[id] !== undefined && !isActive(run))) return 'error';
  if (run === 'restarting') return 'warning';
  if (!isActive(run)) return 'idle';
  const trouble = nodeInTrouble(nodesOf(state, id));
  if (trouble === undefined) return 'running';
  return trouble.health === 'failed' ? 'error' : 'warning';
}

export function labelOf(state: AppState, id: string): string {
  if (isLost(state)) return t.states.lost;
  const run = runStateOf(state, id);
  if (run === 'stopped' && state.errors[id] !== undefined) return t.states.notStarted;
  if (run === 'running' && nodeInTrouble(nodesOf(state, id))?.health === 'retrying') return t.states.retrying;
  return t.states[run];
}

/** A node that came onto the canvas, or got its name, after the start of what runs. */
export function cameLater(state: AppState, id: string, node: string): boolean {
  return nodesOf(state, id).length > 0 && !nodesOf(state, id).some((each) => each.id === node);
}

const ended: readonly RunState[] = ['stopped', 'failed', 'finished'];

/** What a node does that does not run: it failed, waits with its workflow, or came onto the canvas after the start. */
export function restOf(state: AppState, id: string, node: string): string {
  if (!isLost(state) && ended.includes(runStateOf(state, id)) && nodesOf(state, id).some((each) => each.id === node && each.health === 'failed')) return t.states.failed;
  // Last, as each of many nodes looks through all: what runs is answered before.
  const waits = runStateOf(state, id) === 'running' || (state.statuses[id]?.started_at ?? '') === '' || cameLater(state, id, node);
  return waits && !isLost(state) ? t.states.notStarted : labelOf(state, id);
}

/** A plain word gets its capital; an address or a path keeps its form. */
function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const start = /^[a-z]+[ ,]/.test(trimmed) ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?…]$/.test(start) ? start : `${start}.`;
}

/** What is wrong with a workflow and what comes next; empty when all is well. */
export function troubleOf(state: AppState, id: string): string {
  const status = state.statuses[id];
  if (status === undefined || status.state === 'stopped' || isLost(state)) return '';
  const node = nodeInTrouble(status.nodes);
  // The engine begins with the place, "nodes.camera: "; to people it is the node's name.
  const [place = '', placed] = /^nodes\.([^.:\s]+)(?:\.\w+)?: /.exec(status.message) ?? [];
  const what = sentence(withoutWait(status.message.slice(place.length) || (node?.message ?? '')));
  const named = what.toLowerCase().includes(placed ?? node?.id ?? '');
  const subject = what === '' || named || (placed === undefined && status.message !== '') ? '' : `${placed ?? node?.id ?? ''}: `;
  const retry = status.next_retry_ms ?? (status.message === '' ? (node?.next_retry_ms ?? null) : null);
  return withWait(subject + what, retry);
}

/** "/data/models/yolov8n.onnx" is "yolov8n" to a person. */
function modelName(fact: string): string {
  return fact.split('/').at(-1)?.replace(/\.onnx$/, '') ?? fact;
}

/** What the model nodes say really runs. */
export function modelAndDeviceOf(nodes: readonly NodeStatus[]): { model: string; device: string } {
  const list = (fact: string) => {
    const values = nodes.filter((node) => node.type === 'model').map((node) => node.facts[fact] ?? '');
    return [...new Set(values.filter((value) => value !== ''))].join(', ');
  };
  return { model: list('model').split(', ').map(modelName).join(', '), device: list('device') };
}
