import type { NodeType } from '../api/node_types';

/** 0 where a name begins with the word, 1 where another word that stands for the node does, 2 where it is found at all. */
function rank({ title, type, category, doc, keywords }: NodeType, word: string): number {
  const names = [title, type].map((name) => name.toLowerCase());
  const others = keywords.map((each) => each.toLowerCase());
  if (names.some((name) => name.startsWith(word))) return 0;
  if (others.some((each) => each.startsWith(word))) return 1;
  return [...names, ...others, category.toLowerCase(), doc.toLowerCase()].some((text) => text.includes(word)) ? 2 : Number.POSITIVE_INFINITY;
}

/** The nodes that fit every word, the best first. */
export function searched<T>(list: readonly T[], words: string, typeOf: (each: T) => NodeType): T[] {
  const parts = words.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const ranked = list.map((each) => [each, Math.max(0, ...parts.map((word) => rank(typeOf(each), word)))] as const);
  return ranked.filter(([, worst]) => Number.isFinite(worst)).sort(([, a], [, b]) => a - b).map(([each]) => each);
}
