// What runs, by the server's word: the newest stored document, laid over with what the status says is different in the run.
import type { PresetChange } from '../api/presets';
import type { WorkflowStatus } from '../api/types';
import { sameValue } from '../forms/option_value';
import type { TypeTable } from '../document/ports';
import { edgeText, type Doc, type DocNode, type Json } from '../document/types';

export interface Running {
  nodes: readonly DocNode[];
  /** Null where the status says only that they are different. */
  edges: readonly string[] | null;
}

type Told = Pick<WorkflowStatus, 'stored_version' | 'differs' | 'running'> & { nodes: readonly { id: string; type: string }[] };

function optionsOf(node: DocNode, { differs, running }: Told): DocNode {
  const prefix = `nodes.${node.id}.`;
  const options = new Map<string, Json>(Object.entries(node.options));
  for (const place of differs ?? []) {
    const value = running[place];
    if (!place.startsWith(prefix) || value === undefined) continue;
    if (value === null) options.delete(place.slice(prefix.length));
    else options.set(place.slice(prefix.length), value);
  }
  return { ...node, options: Object.fromEntries(options) };
}

/** Null while the status speaks of another version than those that the page knows. */
export function runningOf(versions: readonly { doc: Doc; version: number }[], status: Told): Running | null {
  const newest = versions.find(({ version }) => status.stored_version === null || version === status.stored_version)?.doc;
  if (newest === undefined) return null;
  const differs = new Set(status.differs);
  const whole = (id: string) => differs.has(`nodes.${id}`);
  const kept = newest.nodes.filter(({ id }) => !whole(id)).map((node) => optionsOf(node, status));
  const others = status.nodes.filter(({ id }) => whole(id)).map(({ id, type }): DocNode => ({ id, type, options: {}, x: 0, y: 0 }));
  return { nodes: [...kept, ...others], edges: differs.has('edges') ? null : newest.edges.map(edgeText) };
}

export const runsAt = (running: Running | null, id: string): DocNode | undefined => running?.nodes.find((node) => node.id === id);

/** The canvas as the preset of the run has it, wherever the run goes by the preset. */
export function withPreset(doc: Doc, running: Running, changes: readonly PresetChange[], types: TypeTable): Doc {
  if (changes.length === 0) return doc;
  const nodes = doc.nodes.map((node) => {
    const runs = runsAt(running, node.id);
    const set = changes.filter(({ nodeType, option, value }) => {
      const known = types.get(nodeType)?.options.find((each) => each.name === option);
      return nodeType === node.type && known !== undefined && runs?.type === node.type && sameValue(known, runs.options[option], value);
    });
    return set.length === 0 ? node : { ...node, options: { ...node.options, ...Object.fromEntries(set.map(({ option, value }) => [option, value])) } };
  });
  return { ...doc, nodes };
}
