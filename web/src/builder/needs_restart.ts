// Whether what is on the canvas could be had by live settings alone, or only by a new start.
import type { NodeType } from '../api/node_types';
import { sameValue } from '../forms/option_value';
import { equal } from '../lib/equal';
import type { TypeTable } from '../document/ports';
import { edgeText, type Doc, type DocNode, type Json, type Options } from '../document/types';
import type { Running } from './running';

/** Options that this build does not know; without what belongs to other programs. */
function unknownOptions(options: Options, type: NodeType | undefined): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'ui' && type?.options.some((option) => option.name === name) !== true));
}

function sameStart(a: DocNode, b: DocNode, types: TypeTable): boolean {
  const type = types.get(a.type);
  return a.type === b.type && equal(unknownOptions(a.options, type), unknownOptions(b.options, type)) &&
    (type?.options ?? []).every((option) => option.live || sameValue(option, a.options[option.name], b.options[option.name]));
}

export function needsRestart(running: Running, canvas: Doc, types: TypeTable): boolean {
  if (running.edges === null || !equal([...running.edges].sort(), canvas.edges.map(edgeText).sort())) return true;
  const runs = new Map(running.nodes.map((node) => [node.id, node]));
  return runs.size !== canvas.nodes.length || canvas.nodes.some((node) => {
    const old = runs.get(node.id);
    return old === undefined || !sameStart(old, node, types);
  });
}

export interface LiveChange {
  node: string;
  option: string;
  /** The default where the option was taken out. */
  value: Json;
}

/** The live settings that differ, for the nodes that are in both. */
export function liveChanges(before: Pick<Doc, 'nodes'>, after: Pick<Doc, 'nodes'>, types: TypeTable): LiveChange[] {
  if (before === after) return [];
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  return after.nodes.flatMap((node) => {
    const was = old.get(node.id);
    if (was === undefined || was === node || was.type !== node.type) return [];
    const live = types.get(node.type)?.options.filter((option) => option.live) ?? [];
    return live.filter((option) => !sameValue(option, was.options[option.name], node.options[option.name]))
      .map((option) => ({ node: node.id, option: option.name, value: node.options[option.name] ?? option.fallback }));
  });
}
