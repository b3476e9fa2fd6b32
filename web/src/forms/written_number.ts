import type { Json } from '../document/types';

/** A number as people write it in a file: 0.25, "0.25" or "25%", which is a quarter where `whole` is 1. Null for anything else. */
export function writtenNumber(value: Json | undefined, whole: 1 | 100): number | null {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? /^\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*(%?)\s*$/i.exec(value) : null;
  const number = match === null ? Number.NaN : Number(match[1]);
  if (!Number.isFinite(number)) return null;
  return match?.[2] === '%' && whole === 1 ? number / 100 : number;
}
