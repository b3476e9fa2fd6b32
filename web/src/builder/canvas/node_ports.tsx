import { Handle, Position } from '@xyflow/react';
import type { Port } from '../../api/node_types';
import { portLabel } from '../../document/ports';
import { t } from '../../texts';

/** Ports differ in shape and colour by what they carry; several on a side have their names beside them. */
export function NodePorts({ ports, side }: { ports: readonly Port[]; side: 'in' | 'out' }) {
  return ports.map((port, index) => (
    <Handle
      key={port.name}
      id={portLabel(ports, port.name)}
      type={side === 'in' ? 'target' : 'source'}
      position={side === 'in' ? Position.Left : Position.Right}
      className={`port port-${port.type}`}
      style={{ top: ports.length === 1 ? 24 : 24 + index * 28 }}
      role="img"
      aria-label={side === 'in' ? t.builder.portIn(port.name, port.type) : t.builder.portOut(port.name, port.type)}
      title={side === 'in' ? t.builder.portIn(port.name, port.type) : t.builder.portOut(port.name, port.type)}
    >
      <i className="port-shape" />
      {ports.length > 1 && <span className={`port-name port-name-${side}`}>{port.name}</span>}
    </Handle>
  ));
}
