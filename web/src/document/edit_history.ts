// Undo and redo. Documents are immutable and share what did not change, so a step holds the document before it: its inverse is
// exact by construction.
import type { Doc } from './types';

interface Step {
  readonly doc: Doc;
  /** What the edit was called, and when it was made. */
  readonly label: string;
  readonly mergeKey: string;
  readonly atMs: number;
}

export interface EditHistory {
  readonly doc: Doc;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

const stepsMax = 2000;
/** Edits of one thing that follow each other so fast are one step: a slider's way, a word typed. */
const mergeMs = 1200;

export function beginHistory(doc: Doc): EditHistory {
  return { doc, past: [], future: [] };
}

export interface Edit {
  label: string;
  doc: Doc;
  /** Edits with the same key run together; empty for none. */
  mergeKey?: string;
  atMs: number;
}

export function edited(history: EditHistory, { label, doc, mergeKey = '', atMs }: Edit): EditHistory {
  if (doc === history.doc) return history;
  const last = history.past.at(-1);
  if (mergeKey !== '' && last?.mergeKey === mergeKey && atMs - last.atMs < mergeMs && history.future.length === 0) {
    return { ...history, doc, past: [...history.past.slice(0, -1), { ...last, atMs }] };
  }
  const past = [...history.past, { doc: history.doc, label, mergeKey, atMs }].slice(-stepsMax);
  return { doc, past, future: [] };
}

export function undone(history: EditHistory): EditHistory {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return { doc: step.doc, past: history.past.slice(0, -1), future: [{ ...step, doc: history.doc, mergeKey: '' }, ...history.future] };
}

export function redone(history: EditHistory): EditHistory {
  const [step, ...rest] = history.future;
  if (step === undefined) return history;
  return { doc: step.doc, past: [...history.past, { ...step, doc: history.doc }], future: rest };
}
