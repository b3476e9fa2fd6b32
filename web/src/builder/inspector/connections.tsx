import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import type { Port } from '../../api/node_types';
import { connect, remove } from '../../document/edits';
import { judge, portLabel } from '../../document/ports';
import { edgeKey, type DocEdge, type DocNode } from '../../document/types';
import { t } from '../../texts';
import { useBuilder } from '../context';
import { docOf, edit, useEditor } from '../editor';

/** The same as dragging edges, for keyboard and small screens. */
export function Connections({ node }: { node: DocNode }) {
  const { types } = useBuilder();
  const type = types.get(node.type);
  if (type === undefined) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-s font-medium text-muted">{t.inspector.connections}</h3>
      {type.inputs.map((port) => <PortRow key={`in ${port.name}`} node={node} port={port} ports={type.inputs} side="in" />)}
      {type.outputs.map((port) => <PortRow key={`out ${port.name}`} node={node} port={port} ports={type.outputs} side="out" />)}
    </section>
  );
}

interface PortRowProps {
  node: DocNode;
  port: Port;
  ports: readonly Port[];
  side: 'in' | 'out';
}

function PortRow({ node, port, ports, side }: PortRowProps) {
  const { types } = useBuilder();
  const doc = useEditor(docOf);
  const label = portLabel(ports, port.name);
  const own = (edge: DocEdge) => (side === 'in' ? edge.to === node.id && (edge.toPort === label || edge.toPort === port.name) : edge.from === node.id && (edge.fromPort === label || edge.fromPort === port.name));
  const edges = doc.edges.filter(own);
  const offers = doc.nodes.flatMap((other) => {
    const others = (side === 'in' ? types.get(other.type)?.outputs : types.get(other.type)?.inputs) ?? [];
    return others.flatMap((each) => {
      const name = portLabel(others, each.name);
      const edge: DocEdge = side === 'in' ? { from: other.id, fromPort: name, to: node.id, toPort: label } : { from: node.id, fromPort: label, to: other.id, toPort: name };
      const verdict = judge(doc, types, edge);
      return verdict.ok ? [{ edge, replaced: verdict.replaced, text: name === '' ? other.id : `${other.id} · ${name}` }] : [];
    });
  });
  const Arrow = side === 'in' ? ArrowLeft : ArrowRight;
  const take = (key: string) => {
    const offer = offers.find(({ edge }) => edgeKey(edge) === key);
    if (offer !== undefined) edit(t.labels.connect, (before) => connect(before, offer.edge, offer.replaced));
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="flex items-center gap-1.5" title={side === 'in' ? t.builder.portIn(port.name, port.type) : t.builder.portOut(port.name, port.type)}>
        <Arrow size="0.875rem" className="text-muted" aria-hidden />{port.name}
      </span>
      {edges.map((edge) => {
        const other = side === 'in' ? edge.from : edge.to;
        return (
          <span key={edgeKey(edge)} className="flex min-h-8 items-center rounded-md border border-line bg-raised pl-2.5">
            {other}
            <button type="button" className="grid h-8 w-8 place-items-center text-muted hover:text-text" aria-label={t.inspector.disconnect(other)}
              onClick={() => edit(t.labels.disconnect, (before) => remove(before, new Set([edgeKey(edge)])))}><X size="0.875rem" aria-hidden /></button>
          </span>
        );
      })}
      {offers.length > 0 && (
        <select className="input h-8 w-auto text-s text-muted" aria-label={side === 'in' ? t.inspector.takeFrom : t.inspector.connectTo} value="" onChange={(event) => take(event.target.value)}>
          <option value="">{side === 'in' ? t.inspector.takeFrom : t.inspector.connectTo}</option>
          {offers.map(({ edge, text }) => <option key={edgeKey(edge)} value={edgeKey(edge)}>{text}</option>)}
        </select>
      )}
    </div>
  );
}
