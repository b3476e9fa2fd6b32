// The node types of the engine: ports, options, help. Everything that the builder knows of a node comes from here.
import { fields } from './decode';
import { request } from './request';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Port = Pick<Schemas['Port'], 'name' | 'doc'> & { type: string; many: boolean; required: boolean };
export type Option = Pick<Schemas['Option'], 'name' | 'doc' | 'required' | 'live' | 'advanced'> & {
  type: string;
  fallback: string | number | boolean | string[] | number[][] | null;
  min: number | null;
  max: number | null;
  unit: string;
  choices: string[];
  /** What an option of points takes; null for the other types. */
  points: PointsRule | null;
  /** Whether people slide it; null where the engine does not say. */
  slider: boolean | null;
  step: number | null;
  placeholder: string;
  /** When to choose what. */
  help: string;
  /** The heading that it stands under; empty for none. */
  group: string;
};
/** An open line, or an area whose last point is joined to the first. */
export interface PointsRule {
  shape: 'line' | 'area';
  min: number;
  max: number;
}
export interface NodeType {
  type: string;
  title: string;
  category: string;
  doc: string;
  /** Further words that people search it by. */
  keywords: string[];
  inputs: Port[];
  outputs: Port[];
  options: Option[];
}

const text = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function decodePort(value: unknown): Port {
  const port = fields(value);
  return { name: text(port.name), type: text(port.type), doc: text(port.doc), many: port.many === true, required: port.required === true };
}

function decodeFallback(value: unknown): Option['fallback'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return null;
  return value.length > 0 && value.every(Array.isArray) ? value.map((pair: unknown[]) => pair.map(Number)) : value.map(String);
}

function decodePoints(option: Record<string, unknown>): PointsRule | null {
  if (option.type !== 'points') return null;
  const shape = option.shape === 'line' ? 'line' : 'area';
  return { shape, min: numberOrNull(option.points_min) ?? (shape === 'line' ? 2 : 3), max: numberOrNull(option.points_max) ?? 32 };
}

export function decodeOption(value: unknown): Option {
  const option = fields(value);
  return {
    name: text(option.name),
    type: text(option.type, 'text'),
    doc: text(option.doc),
    fallback: decodeFallback(option.default),
    min: numberOrNull(option.min),
    max: numberOrNull(option.max),
    unit: text(option.unit),
    choices: items(option.choices).map(String),
    points: decodePoints(option),
    required: option.required === true,
    live: option.live === true,
    advanced: option.advanced === true,
    slider: typeof option.slider === 'boolean' ? option.slider : null,
    step: numberOrNull(option.step),
    placeholder: text(option.placeholder),
    help: text(option.help),
    group: text(option.group),
  };
}

export function decodeNodeTypes(value: unknown): NodeType[] {
  return items(fields(value).node_types).map((each) => {
    const type = fields(each);
    return {
      type: text(type.type),
      title: text(type.title, text(type.type)),
      category: text(type.category, 'Other'),
      doc: text(type.doc),
      keywords: items(type.keywords).map(String),
      inputs: items(type.inputs).map(decodePort),
      outputs: items(type.outputs).map(decodePort),
      options: items(type.options).map(decodeOption),
    };
  });
}

export async function fetchNodeTypes(): Promise<NodeType[]> {
  return decodeNodeTypes(await request('/api/workflow-builder/node-types'));
}
