// How a document comes to the builder and where its changes go: loaded from the server, stored as a version when that is asked for.
import { may } from '../auth/session';
import { ApiError, asApiError, withPlace } from '../api/problem';
import { fetchRecord, storeVersion } from '../api/workflows';
import { beginHistory } from '../document/edit_history';
import { equalDocs } from '../document/equal_docs';
import { locate } from '../document/places';
import { emptyDoc, type Doc } from '../document/types';
import { loadReader, parseWorkflow, writeWorkflow } from '../document/workflow_file';
import { fetchPart } from '../lib/fetch_part';
import { refreshWorkflows } from '../state/actions';
import { useApp } from '../state/store';
import { readDraft, type Draft } from '../state/drafts';
import { moveKept } from '../state/own_ids';
import { say } from '../state/toasts';
import { go } from '../router/use_route';
import { removeDraftWithUndo, removeWithUndo } from '../state/workflow_actions';
import { t } from '../texts';
import { currentDoc, edit, isStoredKnown, openEditor, useEditor, type Editor } from './editor';
import { isStrange, storeFirst } from './first_version';
import { isEdited, keepWork, beginLine, standOn, standOnDraft, standOnVersion } from './kept_work';
import { takeRecord, takeVersion } from './newer_version';
import { sendDraft, spareDraft } from './server_draft';

async function draftOf(id: string): Promise<{ draft: Draft; doc: Doc } | null> {
  // Who may only look sees what is stored.
  const draft = may('editor') ? readDraft(id) : null;
  if (draft === null) return null;
  await fetchPart(loadReader).catch(() => undefined);
  return parseWorkflow(draft.yaml).then((doc) => ({ draft, doc }), () => null);
}

export async function load(id: string): Promise<void> {
  openEditor(id);
  const own = await draftOf(id);
  if (useEditor.getState().id !== id) return;
  beginLine();
  if (own !== null) standOnDraft(own.draft, own.doc);
  // A workflow that was never stored is not asked for.
  const { loaded, workflows } = useApp.getState();
  if (own?.draft.version === 0 && loaded && workflows[id] === undefined) {
    setIfOpen(id, { stage: 'ready', history: beginHistory(own.doc), stored: own.doc });
    return;
  }
  try {
    const [record] = await Promise.all([fetchRecord(id), own === null && may('editor') ? spareDraft(id) : null]);
    if (own?.draft.version === 0 && isStrange(id, own.doc, record.doc)) setApart(id, own.draft.name, record);
    else show(id, own, record);
  } catch (error) {
    const { status, message } = asApiError(error);
    if (own === null) setIfOpen(id, { stage: status === 404 ? 'gone' : 'failed', message });
    else setIfOpen(id, { stage: 'ready', history: beginHistory(own.doc), version: own.draft.version, stored: emptyDoc, removed: status === 404 && own.draft.version > 0 });
  }
}

/** The stored document, or the work on it that this browser has kept. */
function show(id: string, own: { draft: Draft; doc: Doc } | null, { doc: stored, version }: { doc: Doc; version: number }): void {
  if (useEditor.getState().id !== id) return;
  standOnVersion(stored, version);
  if (own !== null) standOnDraft(own.draft, own.doc);
  if (own === null || equalDocs(own.doc, stored)) {
    setIfOpen(id, { stage: 'ready', stored, version, history: beginHistory(stored) });
    keepWork();
    return;
  }
  const rival = own.draft.version < version ? { doc: stored, version, line: null } : null;
  setIfOpen(id, { stage: 'ready', stored, version: own.draft.version, rival, history: beginHistory(own.doc) });
  sendDraft(id, own.doc, own.draft.version);  // it may not have got there before the page was left
}

/** What was begun here under this id is another workflow than the one that the server has. */
function setApart(id: string, name: string, record: { doc: Doc; version: number }): void {
  if (useEditor.getState().id !== id) return;
  const to = moveKept(id);
  beginLine();
  show(id, null, record);
  say(t.save.apart(name || to), { action: { label: t.save.open, run: () => go({ page: 'builder', id: to }) } });
}

function setIfOpen(id: string, change: Partial<Editor>): void {
  if (useEditor.getState().id === id) useEditor.setState(change);
}

/** The server is back: it gets the work that was done without it, and tells what a draft that was opened without it began with. */
export async function meetServer(id: string): Promise<void> {
  const { stage, version, history, removed } = useEditor.getState();
  if (stage === 'ready' && version > 0 && !removed && may('editor') && isEdited()) sendDraft(id, history.doc, version);  // what did not get there
  if (isStoredKnown()) return;
  const record = await fetchRecord(id).catch(() => null);
  if (record === null || isStoredKnown()) return;
  setIfOpen(id, { stored: record.doc });
}

/** Deletes the workflow on the canvas, unsaved work included; both come back by the message's Undo. False when the server refused. */
export async function removeOpen(): Promise<boolean> {
  keepWork();
  const { id, version } = useEditor.getState();
  setIfOpen(id, { saving: true });
  const removed = version > 0 ? await removeWithUndo(id) : removeDraftWithUndo(id);
  setIfOpen(id, { saving: false });
  if (removed) setIfOpen(id, { stage: 'gone' });  // nothing is kept any more
  return removed;
}

let underway: Promise<string | null> = Promise.resolve(null);

/** Stores what is on the canvas as the next version, after what is being stored already: a version is never stored twice at once. 
    Gives the id that it is stored under, another one when somebody else had taken it; null when the server refused: the reason is shown. */
export function saveAs(): Promise<string | null> {
  underway = underway.then(saveNow);
  return underway;
}

/** False when the server refused. */
export const save = async (): Promise<boolean> => (await saveAs()) !== null;

async function saveNow(): Promise<string | null> {
  let { id } = useEditor.getState();
  const { version, stage, rival, removed } = useEditor.getState();
  if (stage !== 'ready' || !may('editor') || removed) return null;
  if (rival !== null) {
    useEditor.setState({ rival: { ...rival } });
    return null;
  }
  if (!isEdited()) return id;
  const doc = currentDoc();
  useEditor.setState({ saving: true });
  try {
    const first = version === 0 ? await storeFirst(id, doc, (free) => (id = free)) : null;
    if (first !== null) setIfOpen(id, { stored: first.doc, version: first.version });
    if (first === null || !equalDocs(first.doc, doc)) {
      const stored = await storeVersion(id, writeWorkflow(doc), first?.version ?? version);
      setIfOpen(id, { stored: doc, version: stored.version });
    }
    keepWork();
    void refreshWorkflows().catch(() => undefined);
    return id;
  } catch (error) {
    return (await refused(id, doc, asApiError(error))) ? id : null;
  } finally {
    setIfOpen(id, { saving: false });
  }
}

/** True where the server has the very document already. */
async function refused(id: string, doc: Doc, error: ApiError): Promise<boolean> {
  if (error.status === 412 || (error.status === 409 && useEditor.getState().version === 0)) {
    const record = await fetchRecord(id).catch(() => null);
    if (record === null) say(error.message, { tone: 'error' });
    return record !== null && useEditor.getState().id === id && takeRecord(record) && equalDocs(record.doc, doc);
  }
  if (error.status === 404) {
    setIfOpen(id, { removed: true });
    return false;
  }
  if (error.problems.length > 0) setIfOpen(id, { problems: locate(doc, error.problems), checked: doc });
  say(withPlace(error), { tone: 'error' });
  return false;
}

/** Ends a conflict. 'mine' goes on, where it is about versions as the next one; 'theirs' comes onto the canvas as an edit. */
export async function settle(choice: 'mine' | 'theirs'): Promise<void> {
  const { id, rival } = useEditor.getState();
  if (rival === null) return;
  if (rival.line === null) useEditor.setState({ rival: null, version: rival.version, stored: rival.doc });
  else {
    useEditor.setState({ rival: null });
    standOn(rival.line, rival.doc, rival.version);
  }
  if (choice === 'theirs') edit(rival.line === null ? t.labels.restore : t.labels.otherTab, () => rival.doc);
  else if (rival.line === null) await save();
  keepWork({ anyway: rival.line !== null });
  if (rival.line !== null) await takeVersion(id);  // it may have come meanwhile
}

/** Back to the newest version that is stored; a conflict about one ends with it. */
export function discardDraft(): void {
  const { rival } = useEditor.getState();
  if (rival !== null) useEditor.setState(rival.line === null ? { rival: null, stored: rival.doc, version: rival.version } : { rival: null });
  edit(t.labels.restore, () => useEditor.getState().stored);
  keepWork();
  say(t.save.discarded);
}
