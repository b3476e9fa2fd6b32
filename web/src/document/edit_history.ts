// Undo and redo. Documents are immutable and share what did not change, so a step holds the document before it: its inverse is
// exact by construction.
import type { Doc } from './types';

interface Step<T> {
  readonly doc: T;
  /** What the edit was called, and when it was made. */
  readonly label: string;
  readonly mergeKey: string;
  readonly atMs: number;
}

/** Of a workflow, or of a part of one that is edited by itself. */
export interface EditHistory<T = Doc> {
  readonly doc: T;
  readonly past: readonly Step<T>[];
  readonly future: readonly Step<T>[];
}

const stepsMax = 2000;
/** Edits of one thing that follow each other so fast are one step: a slider's way, a word typed. */
const mergeMs = 1200;

export function beginHistory<T>(doc: T): EditHistory<T> {
  return { doc, past: [], future: [] };
}

export interface Edit<T = Doc> {
  label: string;
  doc: T;
  /** Edits with the same key run together; empty for none. */
  mergeKey?: string;
  atMs: number;
}

export function edited<T>(history: EditHistory<T>, { label, doc, mergeKey = '', atMs }: Edit<T>): EditHistory<T> {
  if (doc === history.doc) return history;
  const last = history.past.at(-1);
  if (mergeKey !== '' && last?.mergeKey === mergeKey && atMs - last.atMs < mergeMs && history.future.length === 0) {
    return { ...history, doc, past: [...history.past.slice(0, -1), { ...last, atMs }] };
  }
  const past = [...history.past, { doc: history.doc, label, mergeKey, atMs }].slice(-stepsMax);
  return { doc, past, future: [] };
}

export function undone<T>(history: EditHistory<T>): EditHistory<T> {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return { doc: step.doc, past: history.past.slice(0, -1), future: [{ ...step, doc: history.doc, mergeKey: '' }, ...history.future] };
}

export function redone<T>(history: EditHistory<T>): EditHistory<T> {
  const [step, ...rest] = history.future;
  if (step === undefined) return history;
  return { doc: step.doc, past: [...history.past, { ...step, doc: history.doc }], future: rest };
}
