// Ids of workflows that are begun in this browser. The server hears of one with the first version alone, and somebody else may have
// taken it by then.
import { slug } from '../document/edits';
import { load, save } from '../lib/storage';
import { keepDraft, dropDraft, readDraft, useDrafts } from './drafts';
import { choosePreset, useApp } from './store';

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

/** What the browser has no room for, too. */
const created = new Set<string>();

/** The first version of this one was sent from this browser: it stays marked until the server has said that it did not take it. */
export function markCreated(id: string, is = true): void {
  if (is) created.add(id);
  else created.delete(id);
  save(`created.${id}`, is ? '1' : null);
}

export const wasCreatedHere = (id: string): boolean => created.has(id) || load(`created.${id}`) !== null;

/** Whether the draft kept under this id is a workflow of its own, and the stored one somebody else's. */
export function isApart(id: string): boolean {
  return useApp.getState().workflows[id] !== undefined && !wasCreatedHere(id) && readDraft(id)?.version === 0;
}

/** The id is somebody else's: what is kept here, draft and preset, goes on under a free one, which is given back. */
export function moveKept(id: string, name = readDraft(id)?.name ?? ''): string {
  const to = beginId(name || id);
  const draft = readDraft(id);
  dropDraft(id);  // both at once may be more than there is room for
  if (draft !== null) keepDraft(to, draft);
  const preset = useApp.getState().presets[id];
  if (preset !== undefined) {
    choosePreset(to, preset);
    choosePreset(id, null);
  }
  return to;
}
