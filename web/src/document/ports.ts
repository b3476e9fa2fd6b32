// Which ports may be joined, and why not.
import type { NodeType, Port } from '../api/node_types';
import { edgeKey, nodeOf, type Doc, type DocEdge } from './types';

export type TypeTable = ReadonlyMap<string, NodeType>;

/** A packet with detections carries its frame, so it fits where a frame is taken. */
export function fits(output: string, input: string): boolean {
  return output === input || (output === 'detections' && input === 'frame');
}

function portNamed(ports: readonly Port[] | undefined, name: string): Port | undefined {
  return name === '' ? ports?.[0] : ports?.find((port) => port.name === name);
}

export function portsOf(doc: Doc, types: TypeTable, edge: DocEdge): { output: Port | undefined; input: Port | undefined } {
  const outputs = types.get(nodeOf(doc, edge.from)?.type ?? '')?.outputs;
  const inputs = types.get(nodeOf(doc, edge.to)?.type ?? '')?.inputs;
  return { output: portNamed(outputs, edge.fromPort), input: portNamed(inputs, edge.toPort) };
}

/** Whether frames that leave `from` come to `to`. */
export function leadsTo(doc: Doc, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...doc.edges.filter((edge) => edge.from === id).map((edge) => edge.to));
  }
  return false;
}

export type Refusal =
  | { kind: 'type'; gives: string; takes: string; from: string; to: string }
  | { kind: 'cycle' }
  | { kind: 'same' }
  | { kind: 'twice' }
  | { kind: 'unknown' };

export type Verdict = { ok: true; replaced: string[] } | { ok: false; why: Refusal };

/** An input that takes one edge gives up the one it has. */
export function judge(doc: Doc, types: TypeTable, edge: DocEdge): Verdict {
  if (edge.from === edge.to) return { ok: false, why: { kind: 'same' } };
  const { output, input } = portsOf(doc, types, edge);
  if (output === undefined || input === undefined) return { ok: false, why: { kind: 'unknown' } };
  if (!fits(output.type, input.type)) {
    return { ok: false, why: { kind: 'type', gives: output.type, takes: input.type, from: edge.from, to: edge.to } };
  }
  if (doc.edges.some((each) => edgeKey(each) === edgeKey(edge))) return { ok: false, why: { kind: 'twice' } };
  if (leadsTo(doc, edge.to, edge.from)) return { ok: false, why: { kind: 'cycle' } };
  const taken = input.many ? [] : doc.edges.filter((each) => each.to === edge.to && (each.toPort || input.name) === input.name);
  return { ok: true, replaced: taken.map(edgeKey) };
}

/** The port's name as an edge needs it: none where there is but one. */
export function portLabel(ports: readonly Port[], name: string): string {
  return ports.length <= 1 ? '' : name;
}

/** The types that have a port for what is held, with the port that fits. */
export function fitting(types: TypeTable, held: { side: 'output' | 'input'; type: string } | null): { type: NodeType; port: string }[] {
  return [...types.values()].flatMap((type) => {
    if (held === null) return [{ type, port: '' }];
    const ports = held.side === 'output' ? type.inputs : type.outputs;
    const port = ports.find((each) => (held.side === 'output' ? fits(held.type, each.type) : fits(each.type, held.type)));
    return port === undefined ? [] : [{ type, port: portLabel(ports, port.name) }];
  });
}
