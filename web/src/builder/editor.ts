// The workflow that is being edited: its document with undo and redo, what is selected, what is wrong with it, and how it stands
// to what the server has. One workflow is open at a time.
import { create } from 'zustand';
import { may } from '../auth/session';
import { beginHistory, edited, redone, undone, type EditHistory } from '../document/edit_history';
import type { Located } from '../document/places';
import { emptyDoc, type Doc } from '../document/types';
import { equal } from '../lib/equal';
import type { Line } from '../state/drafts';

export type Stage = 'loading' | 'ready' | 'gone' | 'failed';

export interface Rival {
  doc: Doc;
  version: number;
  /** That of another tab's work; null for a version that somebody else has stored. */
  line: Line | null;
}

export interface Editor {
  id: string;
  stage: Stage;
  /** Why it could not be loaded. */
  message: string;
  history: EditHistory;
  /** The server's newest version as this page knows it; 0 for none. */
  version: number;
  /** The document of that version. */
  stored: Doc;
  /** Another document that claims to come next, and cannot be put together with this one. */
  rival: Rival | null;
  /** It was deleted elsewhere: what is on the canvas is all that is left of it. */
  removed: boolean;
  saving: boolean;
  selection: ReadonlySet<string>;
  problems: readonly Located[];
  /** The document that `problems` speak of. */
  checked: Doc | null;
  /** How often work came from elsewhere: what that says of live settings is not for this page to send. */
  arrivals: number;
}

const nothing: ReadonlySet<string> = new Set();

export const useEditor = create<Editor>(() => blank(''));

function blank(id: string): Editor {
  return {
    id, stage: 'loading', message: '', history: beginHistory(emptyDoc), version: 0, stored: emptyDoc, rival: null, removed: false, saving: false, selection: nothing,
    problems: [], checked: null, arrivals: 0,
  };
}

/** Whether the document of `version` has come. */
export const isStoredKnown = ({ stored, version }: Editor = useEditor.getState()): boolean => version === 0 || stored !== emptyDoc;

export const docOf = (editor: Editor): Doc => editor.history.doc;
export const currentDoc = (): Doc => docOf(useEditor.getState());

/** Whether what `problems` say of an option is about the value that it has; after a change the next check tells. */
export function isChecked(editor: Editor, node: string, option: string): boolean {
  const [now, then] = [docOf(editor), editor.checked].map((doc) => doc?.nodes.find(({ id }) => id === node)?.options[option]);
  return equal(now, then);
}

export function openEditor(id: string): void {
  useEditor.setState(blank(id), true);
}

interface EditOptions {
  mergeKey?: string;
  select?: Iterable<string>;
}

/** Does one edit; it can be undone. Nothing for who may only look, by whatever way it is asked for. */
export function edit(label: string, change: (doc: Doc) => Doc, { mergeKey = '', select }: EditOptions = {}): void {
  if (!may('editor')) return;
  useEditor.setState((editor) => {
    const history = edited(editor.history, { label, doc: change(editor.history.doc), mergeKey, atMs: performance.now() });
    if (history === editor.history && select === undefined) return editor;
    return { history, ...(select === undefined ? {} : { selection: new Set(select) }) };
  });
}

function travelled(editor: Editor, history: EditHistory): Partial<Editor> {
  if (history === editor.history) return {};
  const there = new Set([...history.doc.nodes, ...history.doc.notes].map((item) => item.id));
  return { history, selection: new Set([...editor.selection].filter((id) => there.has(id))) };
}

/** What was made elsewhere comes onto the canvas as one edit, and what was done here stays in the history. */
export function arrive(label: string, doc: Doc): void {
  useEditor.setState((editor) => ({ ...travelled(editor, edited(editor.history, { label, doc, mergeKey: 'arrived', atMs: performance.now() })), arrivals: editor.arrivals + 1 }));
}

export function undo(): void {
  useEditor.setState((editor) => travelled(editor, undone(editor.history)));
}

export function redo(): void {
  useEditor.setState((editor) => travelled(editor, redone(editor.history)));
}

export function select(items: Iterable<string>): void {
  const next = new Set(items);
  useEditor.setState(({ selection }) => (selection.size === next.size && [...next].every((id) => selection.has(id)) ? {} : { selection: next }));
}
