// Workflow files as a person would write them. The same document always gives the same bytes.
import type { Json } from './types';

/** A mapping whose order is kept, whatever its keys look like. */
export class Mapping {
  constructor(readonly entries: readonly (readonly [string, Json | Mapping | Block])[]) {}
}

/** A list with an item a line, whatever it holds. */
export class Block {
  constructor(readonly items: readonly Json[]) {}
}

const ambiguous = /^(~|null|true|false|yes|no|on|off|y|n|\.nan|[+-]?\.inf)$/i;
/** Texts that begin like numbers and are none. */
const plainAnyway = /^(\d+(\.\d+)?%|[a-z0-9][a-z0-9-]*(\.\w+)? -> [a-z0-9][\w.-]*)$/;

/** Plain when every YAML reader takes it as this very text, in JSON's quotes otherwise. */
function text(value: string): string {
  if (plainAnyway.test(value)) return value;
  const safe = /^[A-Za-z/_$(]/.test(value) && !/\p{Cc}|[\u2028\u2029]|: |:$| #|\s$|[,[\]{}"'`]/u.test(value) && !ambiguous.test(value);
  return safe ? value : JSON.stringify(value).replace(/[\u007f\u0085\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Array.isArray does not tell read-only lists from objects. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function inline(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (value === null) return 'null';
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object') return `{${Object.entries(value).map(([key, item]) => `${text(key)}: ${inline(item)}`).join(', ')}}`;
  return String(value);
}

/** A node may be called "1" or "true": a key is text all the same. */
function writeMap(mapping: Mapping, indent: string): string {
  return mapping.entries.map(([key, value]) => `${indent}${text(key)}:${writeValue(value, indent)}`).join('');
}

function writeValue(value: Json | Mapping | Block, indent: string): string {
  if (value instanceof Block) {
    return value.items.length === 0 ? ' []\n' : `\n${value.items.map((item) => `${indent}  - ${inline(item)}\n`).join('')}`;
  }
  if (value instanceof Mapping) return value.entries.length === 0 ? ' {}\n' : `\n${writeMap(value, `${indent}  `)}`;
  return ` ${inline(value)}\n`;
}

export function writeYaml(mapping: Mapping): string {
  return writeMap(mapping, '');
}
