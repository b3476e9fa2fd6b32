// How a document comes to the builder and where its changes go: loaded from the server, kept as a draft while it is edited, stored as a
// version when that is asked for.
import { may } from '../auth/session';
import { createWorkflow } from '../api/client';
import { ApiError, asApiError } from '../api/problem';
import { fetchRecord, storeVersion } from '../api/workflows';
import { beginHistory } from '../document/edit_history';
import { equalDocs } from '../document/equal_docs';
import { emptyDoc, type Doc } from '../document/types';
import { loadReader, parseWorkflow, writeWorkflow } from '../document/workflow_file';
import { fetchPart } from '../lib/fetch_part';
import { refreshWorkflows } from '../state/actions';
import { useApp } from '../state/store';
import { dropDraft, keepDraft, readDraft } from '../state/drafts';
import { say } from '../state/toasts';
import { removeDraftWithUndo, removeWithUndo } from '../state/workflow_actions';
import { t } from '../texts';
import { currentDoc, edit, openEditor, useEditor, type Editor } from './editor';
import { locate } from '../document/places';
import { draftOnServer, sendDraft } from './server_draft';

/** The draft that this page read or wrote last. Another tab of the browser may keep another one: that is not dropped. */
let kept: string | null = null;

async function draftOf(id: string): Promise<{ doc: Doc; version: number } | null> {
  const draft = readDraft(id);
  kept = null;
  if (draft === null) return null;
  await fetchPart(loadReader).catch(() => undefined);
  try {
    const doc = await parseWorkflow(draft.yaml);
    kept = draft.yaml;
    return { doc, version: draft.version };
  } catch {
    return null;
  }
}

function drop(id: string): void {
  if (kept !== null && readDraft(id)?.yaml === kept) dropDraft(id);
  kept = null;
}

export async function load(id: string): Promise<void> {
  openEditor(id);
  const own = await draftOf(id);
  // A workflow that was never stored is not asked for.
  const { loaded, workflows } = useApp.getState();
  if (own?.version === 0 && loaded && workflows[id] === undefined) {
    setIfOpen(id, { stage: 'ready', history: beginHistory(own.doc), stored: own.doc });
    return;
  }
  let record: Awaited<ReturnType<typeof fetchRecord>> | null = null;
  try {
    record = await fetchRecord(id);
  } catch (error) {
    const { status, message } = asApiError(error);
    if (own === null) {
      setIfOpen(id, { stage: status === 404 ? 'gone' : 'failed', message });
      return;
    }
  }
  if (record === null) {
    if (own !== null) setIfOpen(id, { stage: 'ready', history: beginHistory(own.doc), version: own.version, stored: emptyDoc });
    return;
  }
  const { doc: stored, version } = record;
  const theirs = own === null && may('editor') ? await draftOnServer(id) : null;
  const draft = own ?? theirs;
  const edited = draft !== null && !equalDocs(draft.doc, stored);
  if (!edited) drop(id);
  const rival = edited && draft.version < version ? { doc: stored, version } : null;
  setIfOpen(id, { stage: 'ready', stored, version: edited ? draft.version : version, rival, found: edited ? theirs : null, history: beginHistory(edited ? draft.doc : stored) });
}

function setIfOpen(id: string, change: Partial<Editor>): void {
  if (useEditor.getState().id === id) useEditor.setState(change);
}

/** The server is back: what a draft that was opened without it began with. */
export async function meetServer(id: string): Promise<void> {
  if (isStoredKnown()) return;
  const record = await fetchRecord(id).catch(() => null);
  if (record === null || isStoredKnown()) return;
  setIfOpen(id, { stored: record.doc });
}

/** Whether the document of `version` has come. */
export const isStoredKnown = ({ stored, version }: Editor = useEditor.getState()): boolean => version === 0 || stored !== emptyDoc;

/** Whether there is anything that the server does not have. */
export function isEdited({ history, stored, version }: Editor = useEditor.getState()): boolean {
  return version === 0 || (history.doc !== stored && !equalDocs(history.doc, stored));
}

/** Keeps the work in this browser; what was only found on the server stays there until it is changed here. */
export function keepWork(): void {
  const { id, stage, version, history, found } = useEditor.getState();
  const edited = isEdited();
  if (stage !== 'ready' || !may('editor') || (edited && history.doc === found?.doc)) return;
  if (found !== null) useEditor.setState({ found: null });
  if (edited) {
    kept = writeWorkflow(history.doc);
    keepDraft(id, { version, yaml: kept, name: history.doc.name, atMs: Date.now() });
  } else {
    drop(id);
  }
  if (version > 0) sendDraft(id, edited ? history.doc : null, version);
}

/** Another tab of this browser has kept newer work on the workflow: it comes onto the canvas, unless there is work of our own. */
export async function followDraft(): Promise<void> {
  const { id, stage, history, found } = useEditor.getState();
  const draft = readDraft(id);
  const own = isEdited() && history.doc !== found?.doc && writeWorkflow(history.doc) !== kept;
  if (stage !== 'ready' || draft === null || draft.yaml === kept || own) return;
  const doc = await parseWorkflow(draft.yaml).catch(() => null);
  const now = useEditor.getState();
  if (doc === null || now.id !== id || now.history !== history) return;
  kept = draft.yaml;
  useEditor.setState({ history: beginHistory(doc), selection: new Set() });
}

/** Deletes the workflow on the canvas, unsaved work included; both come back by the message's Undo. False when the server refused. */
export async function removeOpen(): Promise<boolean> {
  keepWork();
  const { id, version } = useEditor.getState();
  const removed = version > 0 ? await removeWithUndo(id) : removeDraftWithUndo(id);
  if (removed) setIfOpen(id, { stage: 'gone' });  // nothing is kept any more
  return removed;
}

let underway: Promise<boolean> = Promise.resolve(true);

/** Stores what is on the canvas as the next version, after what is being stored already: a version is never stored twice at once. 
    False when the server refused; the reason is shown. */
export function save(): Promise<boolean> {
  underway = underway.then(saveNow);
  return underway;
}

async function saveNow(): Promise<boolean> {
  const { id, version, stage, rival } = useEditor.getState();
  if (stage !== 'ready' || !may('editor')) return false;
  if (rival !== null) {
    useEditor.setState({ rival: { ...rival } });
    return false;
  }
  if (!isEdited()) return true;
  const doc = currentDoc();
  useEditor.setState({ saving: true });
  try {
    const stored = version === 0 ? await createWorkflow(writeWorkflow(doc), id) : await storeVersion(id, writeWorkflow(doc), version);
    setIfOpen(id, { stored: doc, version: stored.version });
    keepWork();
    void refreshWorkflows().catch(() => undefined);
    return true;
  } catch (error) {
    await refused(id, doc, asApiError(error));
    return false;
  } finally {
    setIfOpen(id, { saving: false });
  }
}

async function refused(id: string, doc: Doc, error: ApiError): Promise<void> {
  if (error.status === 412 || (error.status === 409 && useEditor.getState().version === 0)) {
    const record = await fetchRecord(id).catch(() => null);
    if (record !== null) setIfOpen(id, { rival: { doc: record.doc, version: record.version } });
    return;
  }
  if (error.problems.length > 0) setIfOpen(id, { problems: locate(doc, error.problems), checked: doc });
  say(error.message, { tone: 'error' });
}

/** Ends a conflict. 'mine' becomes the next version, 'theirs' comes onto the canvas as an edit. */
export async function settle(choice: 'mine' | 'theirs'): Promise<void> {
  const { rival } = useEditor.getState();
  if (rival === null) return;
  useEditor.setState({ rival: null, version: rival.version, stored: rival.doc });
  if (choice === 'theirs') edit(t.labels.restore, () => rival.doc);
  else await save();
  keepWork();
}

export function discardDraft(): void {
  edit(t.labels.restore, () => useEditor.getState().stored);
  keepWork();
  say(t.save.discarded);
}
