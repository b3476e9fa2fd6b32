// What can be done with a whole workflow: rename, duplicate, export, delete; each says when it fails, deleting can be undone.
import { createWorkflow } from '../api/client';
import { asApiError, withPlace } from '../api/problem';
import { copyStored, fetchRecord, removeWorkflow, storeVersion, undeleteWorkflow } from '../api/workflows';
import { setName } from '../document/edits';
import type { Doc } from '../document/types';
import { parseWorkflow, writeWorkflow } from '../document/workflow_file';
import { saveFile } from '../lib/save_file';
import { t } from '../texts';
import { refreshStatus, refreshWorkflows, start } from './actions';
import { dropDraft, keepDraft, lineOf, nextLine, readDraft } from './drafts';
import { isApart } from './own_ids';
import { isActive, runStateOf } from './selectors';
import { useApp } from './store';
import { say } from './toasts';

/** Nothing when it failed; the viewer has been told why. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    say(withPlace(asApiError(error)), { tone: 'error' });
    return null;
  }
}

export async function renameWorkflow(id: string, name: string): Promise<void> {
  await attempt(async () => {
    const record = await fetchRecord(id);
    const { version } = await storeVersion(id, writeWorkflow(setName(record.doc, name)), record.version);
    await renameKept(id, name, record.version, version);
    await refreshWorkflows();
  });
}

/** Unsaved work gets the name, too, and goes on from the version that has it: else it would be in conflict with the renaming. */
async function renameKept(id: string, name: string, from: number, to: number): Promise<void> {
  const draft = isApart(id) ? null : readDraft(id);
  const doc = draft === null ? null : await parseWorkflow(draft.yaml).catch(() => null);
  if (draft === null || doc === null) return;
  keepDraft(id, { ...draft, name, yaml: writeWorkflow(setName(doc, name)), version: draft.version === from ? to : draft.version, line: nextLine(lineOf(draft)) });
}

/** `canvas`: what is being edited, instead of what is stored. */
export async function duplicateWorkflow(id: string, canvas?: Doc): Promise<void> {
  await attempt(async () => {
    const { name } = canvas === undefined ? await copyStored(id) : await createWorkflow(writeWorkflow(setName(canvas, t.home.copyOf(canvas.name || id))));
    await refreshWorkflows();
    say(t.home.duplicated(name));
  });
}

export async function exportWorkflow(id: string): Promise<void> {
  await attempt(async () => saveFile(`${id}.yaml`, writeWorkflow((await fetchRecord(id)).doc)));
}

/** A workflow that was begun here and never stored. */
export function removeDraftWithUndo(id: string): boolean {
  const draft = readDraft(id);
  if (draft === null) return true;
  dropDraft(id);
  say(t.home.removed(draft.name || id), { action: { label: t.app.undo, run: () => keepDraft(id, draft) } });
  return true;
}

/** False when the server refused. */
export async function removeWithUndo(id: string): Promise<boolean> {
  const done = await attempt(async () => {
    const { doc, name } = await fetchRecord(id);
    const ran = isActive(runStateOf(useApp.getState(), id));
    const apart = isApart(id);
    const draft = apart ? null : readDraft(id);
    await removeWorkflow(id);
    if (!apart) dropDraft(id);
    await refreshWorkflows();
    const back = () =>
      void attempt(async () => {
        // A server that keeps no removed workflows gets the document anew.
        const created = await undeleteWorkflow(id).catch(() => createWorkflow(writeWorkflow(doc), id));
        if (draft !== null) keepDraft(created.id, { ...draft, version: created.version });
        await Promise.all([refreshWorkflows(), refreshStatus()]);
        if (ran) await start(created.id);
        say(t.home.restored(name));
      });
    say(t.home.removed(name), { action: { label: t.app.undo, run: back } });
    return true;
  });
  return done === true;
}
