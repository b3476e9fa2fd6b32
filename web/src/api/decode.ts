// Turns answers of the server into the types of types.ts. Tolerant on purpose: a page that is a little older or newer than
// its server shows what it understands. A field of the wrong type counts as missing.
import type { Json } from '../document/types';
import { table } from '../lib/table';
import type {
  Bottleneck, DropCount, EdgeStatus, NodeHealth, NodePerformance, NodeStatus, NodeWork, Notice, OperationStats, Performance, RunState, Snapshot, StatusUpdate,
  SuccessMetric, SystemStats, Validation, ValidationProblem, WorkflowStatus, WorkflowSummary,
} from './types';

type Fields = Record<string, unknown>;

const runStates: readonly string[] = ['stopped', 'starting', 'running', 'restarting', 'stopping', 'finished', 'failed'];
const verdicts: readonly string[] = ['met', 'missed', 'no_data', 'not_applicable'];
const healths: readonly string[] = ['ok', 'warning', 'retrying', 'failed'];

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

function number(value: unknown, fallback = 0): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An object of texts; a list of [key, value] pairs means the same. */
function facts(value: unknown): Record<string, string> {
  const pairs = Array.isArray(value) ? value.filter((pair) => Array.isArray(pair)) : Object.entries(fields(value));
  return table(pairs.map(([key, fact]: unknown[]) => [String(key), typeof fact === 'string' ? fact : JSON.stringify(fact)]));
}

/** A file by the name that the workflow has for it, not by the place on the server that it was found to mean. */
function asWritten(message: string, source: string): string {
  const at = source === '' ? -1 : message.indexOf(`/${source}`);
  const start = message.lastIndexOf(' ', at) + 1;
  return at >= 0 && message[start] === '/' ? message.slice(0, start) + message.slice(at + 1) : message;
}

function decodeNode(value: unknown): NodeStatus {
  const node = fields(value);
  const health = text(node.health, 'ok');
  const said = facts(node.facts);
  return {
    id: text(node.id),
    type: text(node.type),
    health: (healths.includes(health) ? health : 'ok') as NodeHealth,
    message: asWritten(text(node.message), said.source ?? ''),
    next_retry_ms: numberOrNull(node.next_retry_ms),
    facts: said,
  };
}

function decodeEdge(value: unknown): EdgeStatus {
  const edge = fields(value);
  return {
    from: text(edge.from),
    to: text(edge.to),
    depth: number(edge.depth),
    capacity: number(edge.capacity, 1),
    policy: text(edge.policy),
    packets: number(edge.packets),
    drops: number(edge.drops),
    rate: numberOrNull(edge.rate),
  };
}

function decodeWork(value: unknown): Record<string, NodeWork> {
  return table(
    items(value).map(fields).filter((node) => typeof node.performance === 'object' && node.performance !== null).map((node) => {
      const work = fields(node.performance);
      return [text(node.id), { fps: number(work.fps), operation: text(work.operation), p50_ms: numberOrNull(work.p50_ms), p95_ms: numberOrNull(work.p95_ms) }];
    }),
  );
}

export function decodeWorkflowStatus(value: unknown): WorkflowStatus {
  const status = fields(value);
  const state = text(status.state, 'stopped');
  const nodes = items(status.nodes).map(decodeNode);
  return {
    id: text(status.id),
    name: text(status.name, text(status.id)),
    state: (runStates.includes(state) ? state : 'stopped') as RunState,
    message: nodes.reduce((message, node) => asWritten(message, node.facts.source ?? ''), text(status.message)),
    started_at: text(status.started_at),
    uptime_s: number(status.uptime_s),
    restarts: number(status.restarts),
    preset: text(status.preset),
    next_retry_ms: numberOrNull(status.next_retry_ms),
    nodes,
    edges: items(status.edges).map(decodeEdge),
    work: decodeWork(status.nodes),
    stored_version: numberOrNull(status.stored_version),
    differs: Array.isArray(status.differs) ? status.differs.map(String) : null,
    running: fields(status.running) as Record<string, Json>,
  };
}

export function decodeWorkflowSummary(value: unknown): WorkflowSummary {
  const workflow = fields(value);
  return {
    id: text(workflow.id),
    name: text(workflow.name, text(workflow.id)),
    version: number(workflow.version, 1),
    updated_at: text(workflow.updated_at),
  };
}

export function decodeWorkflowList(value: unknown): WorkflowSummary[] {
  return items(fields(value).workflows).map(decodeWorkflowSummary).filter((workflow) => workflow.id !== '');
}

function decodeOperation(value: unknown): OperationStats {
  const stats = fields(value);
  return {
    kind: stats.kind === 'wait' ? 'wait' : 'work',
    count: number(stats.count),
    avg_ms: number(stats.avg_ms),
    p50_ms: number(stats.p50_ms, number(stats.avg_ms)),
    p95_ms: number(stats.p95_ms, number(stats.avg_ms)),
    p99_ms: number(stats.p99_ms, number(stats.p95_ms)),
    max_ms: number(stats.max_ms, number(stats.p95_ms)),
  };
}

function decodeBottleneck(value: unknown): Bottleneck {
  const found = fields(value);
  return { operation: text(found.operation), avg_ms: number(found.avg_ms), share: number(found.share) };
}

function decodeDrop(value: unknown): DropCount {
  const drop = fields(value);
  return { where: text(drop.where), reason: text(drop.reason), count: number(drop.count) };
}

function decodeOperations(value: unknown): Record<string, OperationStats> {
  return table(Object.entries(fields(value)).map(([name, stats]) => [name, decodeOperation(stats)]));
}

function decodeNodePerformance(value: unknown): NodePerformance {
  const node = fields(value);
  return { fps: number(node.fps), frames: number(node.frames), operations: decodeOperations(node.operations) };
}

function decodeMetric(value: unknown): SuccessMetric {
  const metric = fields(value);
  const verdict = text(metric.verdict, 'no_data');
  return {
    id: text(metric.id),
    title: text(metric.title),
    target: text(metric.target),
    value: numberOrNull(metric.value),
    unit: text(metric.unit),
    verdict: (verdicts.includes(verdict) ? verdict : 'no_data') as SuccessMetric['verdict'],
    advice: text(metric.advice),
  };
}

export function decodeSnapshot(value: unknown): Snapshot {
  const snapshot = fields(value);
  const frames = fields(snapshot.frames);
  return {
    current_fps: number(snapshot.current_fps),
    inference_fps: number(snapshot.inference_fps),
    frames: { in: number(frames.in), out: number(frames.out), skipped: number(frames.skipped) },
    operations: decodeOperations(snapshot.operations),
    total_latency: decodeOperation(snapshot.total_latency),
    unaccounted: decodeOperation(snapshot.unaccounted),
    explained_share: number(snapshot.explained_share, 1),
    bottlenecks: items(snapshot.bottlenecks).map(decodeBottleneck),
    drops: items(snapshot.drops).map(decodeDrop).filter((drop) => drop.count > 0),
    nodes: table(Object.entries(fields(snapshot.nodes)).map(([name, node]) => [name, decodeNodePerformance(node)])),
    success_metrics: { metrics: items(fields(snapshot.success_metrics).metrics).map(decodeMetric).filter((metric) => metric.id !== '') },
  };
}

export function decodePerformance(value: unknown): Performance {
  const workflows = Object.entries(fields(fields(value).workflows)).map(([id, stats]) => [id, decodeSnapshot(stats)] as const);
  return { total: decodeSnapshot(value), workflows: table(workflows) };
}

export function decodeSystem(value: unknown): SystemStats {
  const system = fields(value);
  const cpu = fields(system.cpu);
  const memory = fields(system.memory);
  const total = numberOrNull(memory.total_bytes);
  const available = numberOrNull(memory.available_bytes);
  return {
    version: text(system.version),
    cpu_percent: numberOrNull(cpu.percent),
    cores: Array.isArray(cpu.core_percent) ? cpu.core_percent.length : null,
    memory_used_bytes: total !== null && available !== null ? total - available : null,
    memory_total_bytes: total,
    gpus: items(system.gpus).map((gpu) => ({
      name: text(fields(gpu).name, 'GPU'),
      utilisation_percent: numberOrNull(fields(gpu).utilisation_percent),
    })),
  };
}

/** A message of the status socket, or the answer of /status, which has no figures. Nothing when it is of another kind. */
export function decodeStatusUpdate(value: unknown): StatusUpdate | null {
  const message = fields(value);
  if (!Array.isArray(message.workflows)) return null;
  return {
    asOfUs: number(message.as_of_us),
    workflows: message.workflows.map(decodeWorkflowStatus).filter((status) => status.id !== ''),
    performance: message.performance === undefined ? null : decodePerformance(message.performance),
    ...(Array.isArray(message.notices) && { notices: message.notices.map(decodeNotice) }),
  };
}

function decodeNotice(value: unknown): Notice {
  const notice = fields(value);
  const severity = text(notice.severity);
  return {
    topic: text(notice.topic),
    severity: severity === 'info' || severity === 'error' ? severity : 'warning',
    message: text(notice.message),
  };
}

function decodeProblem(value: unknown): ValidationProblem {
  const problem = fields(value);
  return {
    place: text(problem.place),
    message: text(problem.message),
    warning: problem.severity === 'warning',
  };
}

export function decodeValidation(value: unknown): Validation {
  const answer = fields(value);
  const problems = items(answer.problems).map(decodeProblem);
  return { problems, valid: answer.valid !== false && problems.every((problem) => problem.warning) };
}

/** The device that loaded models really run on: "cpu", "cuda, cpu"; empty while no model is loaded. */
export function decodeLoadedDevices(value: unknown): string {
  const loaded = items(fields(value).loaded).map((model) => text(fields(model).device)).filter((device) => device !== '');
  return [...new Set(loaded)].join(', ');
}
