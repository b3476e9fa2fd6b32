// What the page works with. The server's own shapes come from its OpenAPI document (schema.d.ts, made by `npm run gen:api`);
// decode.ts makes sure that every field is there, whatever an answer leaves out.
import type { Json } from '../document/types';
import type { components } from './schema';

type Schemas = components['schemas'];

export type RunState = Schemas['RunState'];
/** What a node costs, as the status feed says it; null in other answers. */
export interface NodeWork {
  fps: number;
  operation: string;
  p50_ms: number | null;
  p95_ms: number | null;
}
export type NodeStatus = Pick<Schemas['NodeStatus'], 'id' | 'type' | 'health' | 'message' | 'next_retry_ms' | 'facts'>;
export type NodeHealth = NodeStatus['health'];
/** `rate` is null where the server does not measure it. */
export type EdgeStatus = Pick<Schemas['EdgeStatus'], 'from' | 'to' | 'depth' | 'capacity' | 'packets' | 'drops'> & { policy: string; rate: number | null };
export type OperationStats = Schemas['Timing'];
export type Bottleneck = Schemas['Bottleneck'];
export interface NodePerformance {
  fps: number;
  frames: number;
  operations: Record<string, OperationStats>;
}
export type SuccessMetric = Omit<Schemas['SuccessMetric'], 'id'> & { id: string };
/** `nodes` is empty where the answer has none. */
export type Snapshot = Omit<Schemas['Snapshot'], 'nodes' | 'picture_bytes' | 'delivery' | 'drops' | 'success_metrics'> & {
  drops: DropCount[];
  nodes: Record<string, NodePerformance>;
  success_metrics: { metrics: SuccessMetric[] };
};
export type Preset = NonNullable<Schemas['StartOptions']['preset']>;
export type WorkflowStatus = Pick<Schemas['WorkflowStatus'], 'id' | 'name' | 'state' | 'message' | 'uptime_s' | 'restarts'> & {
  /** RFC 3339, empty when it never ran. */
  started_at: string;
  /** That the last start used, empty for none. */
  preset: string;
  next_retry_ms: number | null;
  nodes: NodeStatus[];
  edges: EdgeStatus[];
  /** By node; empty where the answer has no figures. Apart from the nodes, which seldom change. */
  work: Record<string, NodeWork>;
  /** The newest version on the server; null where it does not say. */
  stored_version: number | null;
  /** Places where the run differs from the newest version; null where the server does not say. */
  differs: string[] | null;
  /** What runs at those of these places that are options; null for the default. */
  running: Record<string, Json>;
};
export type WorkflowSummary = Pick<Schemas['WorkflowSummary'], 'id' | 'name' | 'version' | 'updated_at'>;

/** The server may know reasons that this page does not. */
export type DropCount = Omit<Schemas['Drop'], 'reason'> & { reason: string };

export interface Performance {
  total: Snapshot;
  workflows: Record<string, Snapshot>;
}

/** Of /api/system, what the header shows. */
export interface SystemStats {
  version: string;
  cpu_percent: number | null;
  cores: number | null;
  memory_used_bytes: number | null;
  memory_total_bytes: number | null;
  gpus: Pick<Schemas['System']['gpus'][number], 'name' | 'utilisation_percent'>[];
}

/** What concerns the server as a whole: descriptors, memory that grows on and on. */
export interface Notice {
  topic: string;
  severity: 'info' | 'warning' | 'error';
  message: string;
}

/** One message of /api/ws/status, or the REST answers put together. */
export interface StatusUpdate {
  /** When the server read the states, by a clock of its own that never goes back; 0 when it does not say. */
  asOfUs: number;
  /** Missing when the source of the update does not say. */
  notices?: Notice[];
  workflows: WorkflowStatus[];
  performance: Performance | null;
}

/** What is wrong (or odd) with a workflow document. */
export interface ValidationProblem {
  place: string;
  message: string;
  warning: boolean;
}

export interface Validation {
  valid: boolean;
  problems: ValidationProblem[];
}
