// Work on the canvas is kept in this browser as it is done, and tabs that have the same workflow open put theirs together: each kept
// draft names what it was made from, so that what both have in common is known to each.
import { may } from '../auth/session';
import { fetchRecord } from '../api/workflows';
import { equalDocs } from '../document/equal_docs';
import { mergeDocs } from '../document/merge';
import { emptyDoc, type Doc } from '../document/types';
import { loadReader, parseWorkflow, writeWorkflow } from '../document/workflow_file';
import { fetchPart } from '../lib/fetch_part';
import { dropDraft, keepDraft, keeperHere, lineOf, nextLine, readDraft, type Draft, type Line } from '../state/drafts';
import { beginId } from '../state/own_ids';
import { t } from '../texts';
import { arrive, docOf, useEditor, type Editor } from './editor';
import { putAwayDraft, sendAside, sendDraft } from './server_draft';

/** What this tab and the browser's storage agree on: the draft that was read or written last, or a stored version. */
let head: { line: Line; doc: Doc; version: number } = { line: [], doc: emptyDoc, version: 0 };
/** Documents by the names that lines give them. */
const known = new Map<string, Doc>();

const versionPrefix = 'version ';
const versionName = (version: number) => `${versionPrefix}${version}`;

/** Another workflow is opened. */
export function beginLine(): void {
  known.clear();
  head = { line: [], doc: emptyDoc, version: 0 };
}

export function standOn(line: Line, doc: Doc, version: number): void {
  head = { line, doc, version };
  known.set(line[0] ?? '', doc);
}

export const standOnDraft = (draft: Draft, doc: Doc): void => standOn(lineOf(draft), doc, draft.version);

export function standOnVersion(doc: Doc, version: number): void {
  standOn([versionName(version), ...head.line.filter((name) => name !== versionName(version))], doc, version);
}

/** Whether a draft in this browser is the common ground, no stored version. */
export const standsOnDraft = (): boolean => head.line.length > 0 && !head.line[0]?.startsWith(versionPrefix);

/** Whether the work on the canvas was made from this document. */
export const isGround = (doc: Doc): boolean => equalDocs(doc, head.doc);

/** Whether there is anything that the server does not have. */
export function isEdited({ history, stored, version }: Editor = useEditor.getState()): boolean {
  return version === 0 || (history.doc !== stored && !equalDocs(history.doc, stored));
}

/** Whether the server has what is on the canvas, as its newest version. */
export const isStored = (editor: Editor = useEditor.getState()): boolean => !isEdited(editor) && editor.rival === null && !editor.removed;

/** Work that was not put together with another tab's: the browser's one place for it holds that of the other tab. */
function keepAside({ id, history: { doc }, version, removed }: Editor): void {
  const asItsOwn = () => keepDraft(beginId(doc.name), { version: 0, yaml: writeWorkflow(doc), name: doc.name, atMs: Date.now() });
  if (version > 0 && !removed) sendAside(id, doc, version).catch(asItsOwn);
  else asItsOwn();
}

/** `leaving`: there is no time left to put it together with another tab's. `anyway`: also what is kept already, for the other tabs to hear. */
export function keepWork({ leaving = false, anyway = false } = {}): void {
  const { id, stage, version, history, stored, rival, removed } = useEditor.getState();
  if (stage !== 'ready' || !may('editor')) return;
  if (rival !== null && rival.line !== null) {
    if (leaving) keepAside(useEditor.getState());
    return;
  }
  const draft = readDraft(id);
  const others = draft !== null && lineOf(draft)[0] !== head.line[0];
  if (isEdited()) {
    if (!anyway && head.version === version && isGround(history.doc)) return;
    if (others && !leaving && !anyway) return void followDraft(id);
    standOn(nextLine(head.line), history.doc, version);
    keepDraft(id, { version, yaml: writeWorkflow(history.doc), name: history.doc.name, atMs: Date.now(), line: head.line });
    if (version > 0 && !removed) sendDraft(id, history.doc, version);
    return;
  }
  standOnVersion(stored, version);
  if (others) return;
  if (draft !== null) dropDraft(id);
  if (version > 0 && !removed) putAwayDraft(id, draft !== null);
}

let following: Promise<void> = Promise.resolve();

/** Another tab of this browser has kept work on the workflow: both come together, in an edit that can be undone. */
export function followDraft(id: string): Promise<void> {
  following = following.then(() => follow(id)).catch(() => undefined);
  return following;
}

const isOpen = (id: string): boolean => useEditor.getState().id === id && useEditor.getState().stage === 'ready' && may('editor');

async function follow(id: string): Promise<void> {
  const [draft, keeper] = [readDraft(id), keeperHere(id)];
  if (!isOpen(id) || draft === null) return;
  const line = lineOf(draft);
  if (line[0] === head.line[0]) return;
  await fetchPart(loadReader);
  const theirs = await parseWorkflow(draft.yaml).catch(() => head.doc);  // what nobody can read is nobody's work
  const record = draft.version > useEditor.getState().version ? await fetchRecord(id).catch(() => null) : null;
  if (!isOpen(id) || keeperHere(id) !== keeper) return;
  const mine = docOf(useEditor.getState());
  const base = line.map((name) => known.get(name)).find((doc) => doc !== undefined) ?? head.doc;
  const { doc, clash } = mergeDocs(base, mine, theirs);
  if (clash) {
    useEditor.setState({ rival: { doc: theirs, version: draft.version, line } });
    return;
  }
  const same = equalDocs(mine, theirs);
  standOn(line, same ? mine : theirs, draft.version);
  useEditor.setState(({ rival }) => ({ rival: rival?.line == null ? rival : null }));
  // The other tab has put it together with the newer version.
  if (record !== null && record.version <= draft.version) useEditor.setState({ stored: record.doc, version: record.version, rival: null });
  if (!same && !equalDocs(doc, mine)) arrive(t.labels.otherTab, doc);
  keepWork();
}
