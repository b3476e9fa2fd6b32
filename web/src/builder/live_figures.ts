// What runs, node by node and edge by edge. Twice a second everything changes, so nothing of it goes through React: whoever shows a
// figure watches its key and writes the page itself. Work is spread over frames, so that a large canvas never stutters.
import { fetchPerformance } from '../api/client';
import type { Bottleneck, EdgeStatus, NodePerformance, NodeStatus, NodeWork, OperationStats, RunState, Snapshot } from '../api/types';
import { equal } from '../lib/equal';
import { table } from '../lib/table';
import { withWait } from '../state/countdown';
import { isActive, isLost, runStateOf, type Tone } from '../state/selectors';
import { useApp, type AppState } from '../state/store';

export interface NodeFigures {
  tone: Tone;
  /** What is wrong; empty when all is well. */
  message: string;
  active: boolean;
  fps: number | null;
  /** The node's slowest stage, and its times. */
  operation: string;
  p50Ms: number | null;
  p95Ms: number | null;
  device: string;
  /** Of the stages' time, when this node has the slowest of all; 0 otherwise. */
  bottleneckShare: number;
}

export interface EdgeFigures {
  active: boolean;
  rate: number;
  depth: number;
  capacity: number;
  packets: number;
  drops: number;
  /** Drops a second. */
  dropRate: number;
  policy: string;
}

const frameBudgetMs = 3;
/** A stage that is busy for less of the time does not hold the frames up, however large its share of the work. */
const busyShareMin = 0.5;
const pollMs = 1000;
const rateWindowMs = 4000;

const values = new Map<string, NodeFigures | EdgeFigures>();
const watchers = new Map<string, Set<() => void>>();
const counters = new Map<string, { packets: number; drops: number; atMs: number }[]>();
const changed = new Set<string>();
/** What the newest status speaks of. */
const told = new Set<string>();
let flushing = false;

export const nodeKey = (id: string): string => `node ${id}`;
export const edgeFigureKey = (from: string, to: string): string => `edge ${from} ${to}`;
export const figuresOf = (id: string): NodeFigures | undefined => values.get(nodeKey(id)) as NodeFigures | undefined;
export const edgeFiguresOf = (from: string, to: string): EdgeFigures | undefined => values.get(edgeFigureKey(from, to)) as EdgeFigures | undefined;

/** Calls `show` now and whenever the figures of `key` change. */
export function watchFigures(key: string, show: () => void): () => void {
  const set = watchers.get(key) ?? new Set();
  watchers.set(key, set.add(show));
  show();
  return () => {
    set.delete(show);
    if (set.size === 0) watchers.delete(key);
  };
}

function flush(): void {
  const until = performance.now() + frameBudgetMs;
  for (const key of changed) {
    changed.delete(key);
    for (const show of watchers.get(key) ?? []) show();
    if (performance.now() > until) break;
  }
  flushing = changed.size > 0;
  if (flushing) requestAnimationFrame(flush);
}

function put(key: string, value: NodeFigures | EdgeFigures): void {
  told.add(key);
  const before = values.get(key);
  if (before !== undefined && equal(before, value)) return;
  values.set(key, value);
  changed.add(key);
}

function slowestOf(node: NodePerformance | undefined): [string, OperationStats] | null {
  const work = Object.entries(node?.operations ?? {}).filter(([, stats]) => stats.kind === 'work' && stats.count > 0);
  return work.reduce<[string, OperationStats] | null>((slowest, each) => (slowest === null || each[1].avg_ms > slowest[1].avg_ms ? each : slowest), null);
}

const tones: Record<string, Tone> = { ok: 'running', warning: 'warning', retrying: 'warning', failed: 'error' };

/** What waits for its start does not run, however well it is. */
export function toneOfNode({ health }: NodeStatus, run: RunState): Tone {
  if (run === 'running') return tones[health] ?? 'running';
  if (health === 'failed') return 'error';
  return isActive(run) && health !== 'ok' ? 'warning' : 'idle';
}

/** The node that spends most on an operation. */
function ownerOf(operation: string, told: Record<string, NodeWork>, nodes: Record<string, NodePerformance>): string {
  const costs = Object.keys(told).length > 0
    ? Object.entries(told).filter(([, work]) => work.operation === operation).map(([name, work]) => [name, work.p50_ms ?? 0] as const)
    : Object.entries(nodes).map(([name, node]) => [name, node.operations[operation]?.avg_ms ?? 0] as const);
  return costs.reduce<readonly [string, number]>((best, each) => (each[1] > best[1] ? each : best), ['', 0])[0];
}

export function limits(bottleneck: Bottleneck | undefined, fps: number | undefined): bottleneck is Bottleneck {
  return bottleneck !== undefined && (bottleneck.avg_ms * (fps ?? 0)) / 1000 > busyShareMin;
}

function takeNodes(state: AppState, id: string, snapshot: Snapshot | undefined, nodes: Record<string, NodePerformance>): void {
  const active = isActive(runStateOf(state, id));
  const bottleneck = snapshot?.bottlenecks[0];
  const owner = bottleneck === undefined ? '' : ownerOf(bottleneck.operation, state.statuses[id]?.work ?? table(), nodes);
  for (const node of state.statuses[id]?.nodes ?? []) {
    const told = state.statuses[id]?.work[node.id];
    const slowest = slowestOf(nodes[node.id]);
    put(nodeKey(node.id), {
      tone: toneOfNode(node, runStateOf(state, id)),
      message: node.health === 'ok' ? '' : withWait(node.message, node.next_retry_ms),
      active,
      fps: active ? (told?.fps ?? nodes[node.id]?.fps ?? null) : null,
      operation: told?.operation ?? slowest?.[0] ?? '',
      p50Ms: active ? (told === undefined ? (slowest?.[1].p50_ms ?? null) : told.p50_ms) : null,
      p95Ms: active ? (told === undefined ? (slowest?.[1].p95_ms ?? null) : told.p95_ms) : null,
      device: node.facts.device ?? '',
      bottleneckShare: active && owner === node.id && limits(bottleneck, told?.fps ?? nodes[node.id]?.fps) ? bottleneck.share : 0,
    });
  }
}

/** Of a node that is gone, of a workflow that was deleted and of a server that is away nothing old is shown as if it were so now. */
function forgetUntold(): void {
  for (const key of values.keys()) {
    if (told.has(key)) continue;
    values.delete(key);
    changed.add(key);
  }
}

const nodePart = (end: string): string => end.split('.')[0] ?? end;

/** Rates over the last few seconds: messages come at uneven times. */
function rateOf(key: string, edge: EdgeStatus, nowMs: number): { rate: number; dropRate: number } {
  const before = counters.get(key) ?? [];
  const last = before.at(-1);
  const samples = last !== undefined && edge.packets < last.packets ? [] : before.filter((sample) => nowMs - sample.atMs < rateWindowMs);
  if (last === undefined || nowMs - last.atMs > 200 || samples.length === 0) samples.push({ packets: edge.packets, drops: edge.drops, atMs: nowMs });
  counters.set(key, samples);
  const [first] = samples;
  const newest = samples.at(-1);
  if (first === undefined || newest === undefined || newest.atMs - first.atMs < 400) return { rate: 0, dropRate: 0 };
  const seconds = (newest.atMs - first.atMs) / 1000;
  return { rate: (newest.packets - first.packets) / seconds, dropRate: (newest.drops - first.drops) / seconds };
}

function takeEdges(state: AppState, id: string): void {
  const active = isActive(runStateOf(state, id));
  for (const edge of state.statuses[id]?.edges ?? []) {
    const key = edgeFigureKey(nodePart(edge.from), nodePart(edge.to));
    const { rate, dropRate } = rateOf(key, edge, performance.now());
    const { depth, capacity, packets, drops, policy } = edge;
    put(key, { active, rate: active ? Math.round((edge.rate ?? rate) * 10) / 10 : 0, dropRate: active ? Math.round(dropRate * 10) / 10 : 0, depth, capacity, packets, drops, policy });
  }
}

/** Follows one workflow until the returned function is called. */
export function followFigures(id: string): () => void {
  let polled = table<NodePerformance>();
  const take = (state: AppState) => {
    const snapshot = state.performance?.workflows[id];
    told.clear();
    if (!isLost(state)) {
      takeNodes(state, id, snapshot, polled);
      takeEdges(state, id);
    }
    forgetUntold();
    if (flushing || changed.size === 0) return;
    flushing = true;
    requestAnimationFrame(flush);
  };
  const stop = useApp.subscribe(take);
  // A server whose feed has no nodes in it is asked for them.
  const timer = setInterval(() => {
    const state = useApp.getState();
    if (document.hidden || !isActive(runStateOf(state, id)) || Object.keys(state.statuses[id]?.work ?? {}).length > 0) return;
    fetchPerformance().then((performance) => (polled = performance.workflows[id]?.nodes ?? table()), () => undefined);
  }, pollMs);
  take(useApp.getState());
  return () => {
    stop();
    clearInterval(timer);
    values.clear();
    counters.clear();
    for (const key of watchers.keys()) changed.add(key);
  };
}
