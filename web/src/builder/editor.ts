// The workflow that is being edited: its document with undo and redo, what is selected, what is wrong with it, and how it stands
// to what the server has. One workflow is open at a time.
import { create } from 'zustand';
import { may } from '../auth/session';
import { beginHistory, edited, redone, undone, type EditHistory } from '../document/edit_history';
import type { Located } from '../document/places';
import { emptyDoc, type Doc } from '../document/types';

export type Stage = 'loading' | 'ready' | 'gone' | 'failed';

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
  /** The draft is older than the server's newest version: somebody else has saved. */
  rival: { doc: Doc; version: number } | null;
  /** What came from the server unsaved, of this or another browser, and is not changed here yet. */
  found: { doc: Doc; updatedAt: string } | null;
  saving: boolean;
  selection: ReadonlySet<string>;
  problems: readonly Located[];
  /** The document that `problems` speak of. */
  checked: Doc | null;
  /** What runs now was started from this document; null when the page did not see the start. */
  started: Doc | null;
}

const nothing: ReadonlySet<string> = new Set();

export const useEditor = create<Editor>(() => blank(''));

function blank(id: string): Editor {
  return {
    id, stage: 'loading', message: '', history: beginHistory(emptyDoc), version: 0, stored: emptyDoc, rival: null, found: null, saving: false, selection: nothing, problems: [],
    checked: null, started: null,
  };
}

export const docOf = (editor: Editor): Doc => editor.history.doc;
export const currentDoc = (): Doc => docOf(useEditor.getState());

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
