// Whether what is on the canvas could be had by live settings alone, or only by a new start.
import { equal } from '../lib/equal';
import type { TypeTable } from '../document/ports';
import { edgeText, type Doc, type Json } from '../document/types';

/** What a start is made from: no places, no notes, no live settings. */
function fixedPart(doc: Doc, types: TypeTable): unknown {
  return {
    nodes: doc.nodes.map(({ id, type, options }) => {
      const live = new Set(['ui', ...(types.get(type)?.options.filter((option) => option.live).map((option) => option.name) ?? [])]);
      return [id, type, Object.fromEntries(Object.entries(options).filter(([name]) => !live.has(name)))];
    }),
    edges: doc.edges.map(edgeText),
  };
}

export function needsRestart(running: Doc, canvas: Doc, types: TypeTable): boolean {
  return running !== canvas && !equal(fixedPart(running, types), fixedPart(canvas, types));
}

export interface LiveChange {
  node: string;
  option: string;
  /** The default where the option was taken out. */
  value: Json;
}

/** The live settings that differ, for the nodes that are in both. */
export function liveChanges(before: Doc, after: Doc, types: TypeTable): LiveChange[] {
  if (before === after) return [];
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  return after.nodes.flatMap((node) => {
    const was = old.get(node.id);
    if (was === undefined || was === node || was.type !== node.type) return [];
    const live = types.get(node.type)?.options.filter((option) => option.live) ?? [];
    return live.filter((option) => !equal(was.options[option.name], node.options[option.name]))
      .map((option) => ({ node: node.id, option: option.name, value: node.options[option.name] ?? option.fallback }));
  });
}
