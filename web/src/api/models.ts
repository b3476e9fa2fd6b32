// Models: what is installed, what can be had, what they cost here.
import { fields } from './decode';
import { request } from './request';

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
  installed: boolean;
  isDefault: boolean;
  /** Of one inference on this machine, 0 while nobody has measured it. */
  measuredMs: number;
  measuredOn: string;
  classes: string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function decodeModel(installed: Record<string, unknown>, listed: Record<string, unknown>, name: string, isDefault: boolean): ModelInfo {
  const measured = fields(installed.measured ?? installed.speed ?? listed.measured);
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
    installed: installed.name !== undefined,
    measuredMs: number(measured.p50_ms) || number(measured.avg_ms),
    measuredOn: text(measured.device),
    classes: items(installed.classes).map(String),
  };
}

/** Installed ones first, each model once. */
export function decodeModels(value: unknown): ModelInfo[] {
  const answer = fields(value);
  const installed = items(answer.installed).map(fields);
  const listed = items(answer.catalogue).map(fields);
  const names = new Set([...installed, ...listed].map((model) => text(model.name)).filter((name) => name !== ''));
  return [...names].map((name) =>
    decodeModel(installed.find((model) => model.name === name) ?? {}, listed.find((model) => model.name === name) ?? {}, name, answer.default === name),
  );
}

/** The classes that an installed model knows; the first question may take a second. */
export async function fetchClasses(name: string): Promise<string[]> {
  return items(fields(await request(`/api/models/${encodeURIComponent(name)}`)).labels).map(String);
}

export async function fetchModels(): Promise<ModelInfo[]> {
  return decodeModels(await request('/api/models'));
}
