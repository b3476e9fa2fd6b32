import type { Document } from 'yaml';

/** What a file of the engine may have: workflow_yaml.cpp. */
export const levelsMax = 16;

type Path = readonly unknown[];

interface Collection {
  items: readonly unknown[];
}

const isCollection = (node: unknown): node is Collection => typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items);
const isPair = (item: unknown): item is { key: { value?: unknown }; value: unknown } => typeof item === 'object' && item !== null && 'key' in item;

function deeper(node: unknown, levels: number, path: Path): Path | null {
  if (levels < 0) return path;
  if (!isCollection(node)) return null;
  for (const [index, item] of node.items.entries()) {
    const found = isPair(item) ? deeper(item.value, levels - 1, [...path, item.key.value]) : deeper(item, levels - 1, [...path, index]);
    if (found !== null) return found;
  }
  return null;
}

/** The way to the first value that lies deeper than `levels`; no farther down is looked, as the stack has a bound, too. */
export const tooDeep = (document: Document, levels: number): Path | null => deeper(document.contents, levels, []);
