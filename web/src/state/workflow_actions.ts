// What can be done with a whole workflow: rename, duplicate, export, delete; each says when it fails, deleting can be undone.
import { createWorkflow } from '../api/client';
import { asApiError } from '../api/problem';
import { fetchRecord, removeWorkflow, storeVersion, undeleteWorkflow } from '../api/workflows';
import { setName } from '../document/edits';
import { writeWorkflow } from '../document/workflow_file';
import { saveFile } from '../lib/save_file';
import { t } from '../texts';
import { refreshStatus, refreshWorkflows, start } from './actions';
import { dropDraft, keepDraft, readDraft } from './drafts';
import { isActive, runStateOf } from './selectors';
import { useApp } from './store';
import { say } from './toasts';

/** Nothing when it failed; the viewer has been told why. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    say(asApiError(error).message, { tone: 'error' });
    return null;
  }
}

export async function renameWorkflow(id: string, name: string): Promise<void> {
  await attempt(async () => {
    const record = await fetchRecord(id);
    await storeVersion(id, writeWorkflow(setName(record.doc, name)), record.version);
    await refreshWorkflows();
  });
}

export async function duplicateWorkflow(id: string): Promise<void> {
  await attempt(async () => {
    const { doc } = await fetchRecord(id);
    await createWorkflow(writeWorkflow(setName(doc, t.home.copyOf(doc.name || id))));
    await refreshWorkflows();
  });
}

export async function exportWorkflow(id: string): Promise<void> {
  await attempt(async () => saveFile(`${id}.yaml`, writeWorkflow((await fetchRecord(id)).doc)));
}

export async function removeWithUndo(id: string): Promise<void> {
  await attempt(async () => {
    const { doc, name } = await fetchRecord(id);
    const ran = isActive(runStateOf(useApp.getState(), id));
    const draft = readDraft(id);
    await removeWorkflow(id);
    dropDraft(id);
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
  });
}
