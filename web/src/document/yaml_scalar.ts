// What a plain scalar of YAML means, as the engine reads it (src/graph/workflow_yaml.cpp): the two must not read a file differently.
import type { Json } from './types';

const words = new Map<string, Json>([['', null], ['~', null], ['null', null], ['true', true], ['True', true], ['false', false], ['False', false]]);
const decimal = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Numbers are decimal, without a plus; what is too large for one is text. */
export function plainScalar(source: string): Json {
  const word = words.get(source);
  if (word !== undefined) return word;
  const value = decimal.test(source) ? Number(source) : Number.NaN;
  return Number.isFinite(value) ? value : source;
}
