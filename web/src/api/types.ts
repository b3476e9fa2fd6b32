// What the page works with. The server's own shapes come from its OpenAPI document (schema.d.ts, made by `npm run gen:api`);
// decode.ts makes sure that every field is there, whatever an answer leaves out.
import type { components } from './schema';

type Schemas = components['schemas'];

export type RunState = Schemas['RunState'];
export type NodeStatus = Schemas['NodeStatus'];
export type NodeHealth = NodeStatus['health'];
export type EdgeStatus = Omit<Schemas['EdgeStatus'], 'policy'> & { policy: string };
export type OperationStats = Schemas['Timing'];
export type Bottleneck = Schemas['Bottleneck'];
export type Snapshot = Omit<Schemas['Snapshot'], 'nodes' | 'picture_bytes' | 'drops'> & { drops: DropCount[] };
export type Preset = NonNullable<Schemas['StartOptions']['preset']>;
export type WorkflowStatus = Omit<Schemas['WorkflowStatus'], 'started_at' | 'preset' | 'next_retry_ms' | 'edges'> & {
  /** RFC 3339, empty when it never ran. */
  started_at: string;
  /** That the last start used, empty for none. */
  preset: string;
  next_retry_ms: number | null;
  edges: EdgeStatus[];
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

/** One message of /api/ws/status, or the REST answers put together. */
/** What concerns the server as a whole: its store, descriptors, log, memory. */
export interface Notice {
  topic: string;
  severity: 'info' | 'warning' | 'error';
  message: string;
}

export interface StatusUpdate {
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
