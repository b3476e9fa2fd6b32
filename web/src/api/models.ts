// Models: what is installed, what can be had, what they cost here.
import { fields, text } from './decode';
import { request, sendJson } from './request';

export interface ModelInfo {
  name: string;
  family: string;
  task: string;
  licence: string;
  source: string;
  path: string;
  fileBytes: number;
  inputSize: number;
  parametersMillions: number;
  howToGet: string;
  note: string;
  canPull: boolean;
  /** False: who fetches it takes what comes. */
  sumKnown: boolean;
  pull: Pull | null;
  installed: boolean;
  isDefault: boolean;
  /** Null while nobody has measured it. */
  measured: Speed | null;
  classes: string[];
}

/** Of one inference on this machine. */
export interface Speed {
  ms: number;
  device: string;
  /** Workflows ran meanwhile. */
  busy: boolean;
}

export interface Pull {
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  bytes: number;
  /** 0 while it is not known. */
  total: number;
  error: string;
}

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const pullStates: readonly string[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];

function decodePull(value: Record<string, unknown> | undefined): Pull | null {
  const state = text(value?.state);
  if (value === undefined || !pullStates.includes(state)) return null;
  return { state: state as Pull['state'], bytes: number(value.bytes), total: number(value.total), error: text(value.error) };
}

function decodeSpeed(value: unknown): Speed | null {
  const { ms_p50, device, busy } = fields(value);
  return number(ms_p50) > 0 ? { ms: number(ms_p50), device: text(device), busy: busy === true } : null;
}

function decodeModel(installed: Record<string, unknown>, listed: Record<string, unknown>, name: string, isDefault: boolean, pull: Pull | null): ModelInfo {
  return {
    name,
    isDefault,
    family: text(installed.family) || text(listed.family),
    task: text(installed.task) || text(listed.task),
    licence: text(installed.licence) || text(listed.licence),
    source: text(listed.source),
    path: text(installed.path),
    fileBytes: number(installed.file_bytes) || number(listed.file_bytes),
    inputSize: number(installed.input_size) || number(listed.input_size),
    parametersMillions: number(installed.parameters_millions) || number(listed.parameters_millions),
    howToGet: text(listed.how_to_get),
    note: text(listed.note),
    canPull: listed.can_pull === true,
    sumKnown: listed.sha256_known !== false,
    pull,
    installed: installed.name !== undefined,
    measured: decodeSpeed(installed.measured),
    classes: items(installed.classes).map(String),
  };
}

/** Installed ones first, each model once. */
export function decodeModels(value: unknown): ModelInfo[] {
  const answer = fields(value);
  const installed = items(answer.installed).map(fields);
  const listed = items(answer.catalogue).map(fields);
  const pulls = items(answer.pulls).map(fields);
  const named = (list: Record<string, unknown>[], name: string) => list.find((each) => each.name === name);
  const names = new Set([...installed, ...listed].map((model) => text(model.name)).filter((name) => name !== ''));
  return [...names].map((name) =>
    decodeModel(named(installed, name) ?? {}, named(listed, name) ?? {}, name, answer.default === name, decodePull(named(pulls, name))),
  );
}

export async function pullModel(model: ModelInfo): Promise<void> {
  const body = { ...(model.licence.startsWith('AGPL') ? { accept_licence: model.licence } : {}), ...(model.sumKnown ? {} : { trust_first_use: true }) };
  await sendJson('POST', `/api/models/${encodeURIComponent(model.name)}/pull`, body);
}

export async function cancelPull(name: string): Promise<void> {
  await request(`/api/models/${encodeURIComponent(name)}/pull`, { method: 'DELETE' });
}

const measureTimeoutMs = 40_000;

/** Takes seconds; one at a time in the whole server. */
export async function measureModel(name: string): Promise<Speed | null> {
  return decodeSpeed(await request(`/api/models/${encodeURIComponent(name)}/measure`, { method: 'POST', timeoutMs: measureTimeoutMs }));
}

export interface ModelFacts {
  classes: string[];
  /** Why no node can run it; empty where one can. */
  problem: string;
}

/** What an installed model says of itself; the first question may take a second. */
export async function fetchModelFacts(name: string): Promise<ModelFacts> {
  const facts = fields(await request(`/api/models/${encodeURIComponent(name)}`));
  return { classes: items(facts.labels).map(String), problem: text(facts.problem) };
}

export async function fetchModels(): Promise<ModelInfo[]> {
  return decodeModels(await request('/api/models'));
}
