// Unsaved work, kept in this browser as it is typed: a whole document per workflow, and the version it began with. Version 0 is a
// workflow that the server does not have yet.
import { create } from 'zustand';
import { load, save } from '../lib/storage';

export interface Draft {
  version: number;
  yaml: string;
  name: string;
  atMs: number;
}

const key = (id: string) => `draft.${id}`;
const indexKey = 'drafts';

function readIndex(): string[] {
  try {
    const list = JSON.parse(load(indexKey) ?? '[]') as unknown;
    return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Which workflows have a draft; for the list of workflows. */
export const useDrafts = create<{ ids: string[] }>(() => ({ ids: readIndex() }));

function writeIndex(ids: string[]): void {
  useDrafts.setState({ ids });
  save(indexKey, JSON.stringify(ids));
}

export function readDraft(id: string): Draft | null {
  try {
    const draft = JSON.parse(load(key(id)) ?? 'null') as Draft | null;
    return draft !== null && typeof draft.yaml === 'string' && typeof draft.version === 'number' ? draft : null;
  } catch {
    return null;
  }
}

export function keepDraft(id: string, draft: Draft): void {
  save(key(id), JSON.stringify(draft));
  const { ids } = useDrafts.getState();
  if (!ids.includes(id)) writeIndex([...ids, id]);
}

export function dropDraft(id: string): void {
  save(key(id), null);
  const { ids } = useDrafts.getState();
  if (ids.includes(id)) writeIndex(ids.filter((each) => each !== id));
}
