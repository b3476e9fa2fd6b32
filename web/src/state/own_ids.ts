// Ids of workflows that are begun in this browser. The server hears of one with the first version alone, and somebody else may have
// taken it by then.
import { slug } from '../document/edits';
import { load, save } from '../lib/storage';
import { keepDraft, dropDraft, readDraft, useDrafts } from './drafts';
import { useApp } from './store';

const suffixLength = 4;
const suffix = (): string => Math.random().toString(36).slice(2, 2 + suffixLength).padEnd(suffixLength, '0');

/** One that nobody else who begins a workflow of this name comes upon. */
export function beginId(name: string): string {
  const taken = new Set([...useApp.getState().order, ...useDrafts.getState().ids]);
  for (;;) {
    const id = `${slug(name)}-${suffix()}`;
    if (!taken.has(id)) return id;
  }
}

/** The first version of this one was stored from this browser. */
export const markCreated = (id: string): void => void save(`created.${id}`, '1');
export const wasCreatedHere = (id: string): boolean => load(`created.${id}`) !== null;

/** Whether the draft kept under this id is a workflow of its own, and the stored one somebody else's. */
export function isApart(id: string): boolean {
  return useApp.getState().workflows[id] !== undefined && !wasCreatedHere(id) && readDraft(id)?.version === 0;
}

/** The draft goes on under a free id, which is given back. */
export function moveDraft(id: string, name = readDraft(id)?.name ?? ''): string {
  const to = beginId(name || id);
  const draft = readDraft(id);
  if (draft === null) return to;
  keepDraft(to, draft);
  dropDraft(id);
  return to;
}
