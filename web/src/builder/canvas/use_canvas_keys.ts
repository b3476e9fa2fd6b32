import { useReactFlow, type ReactFlowInstance } from '@xyflow/react';
import { useEffect } from 'react';
import { useMay } from '../../auth/session';
import { arrange } from '../../document/arrange';
import { addNote } from '../../document/edits';
import type { Point } from '../../document/types';
import { t } from '../../texts';
import { dialogOpen, isTyping, useKeys } from '../../ui/use_keys';
import { currentDoc, edit, redo, select, undo, useEditor } from '../editor';
import { copiedText, cut, duplicate, pasteText, selectAll } from './clipboard';
import type { FlowItem, FlowLink } from './flow_items';
import { removeSelected } from './use_flow';

const margin = 32;

/** A group around what is selected, or an empty one. */
export function addGroup(at: Point, flow: Pick<ReactFlowInstance<FlowItem, FlowLink>, 'getInternalNode'>): void {
  const { selection } = useEditor.getState();
  const doc = currentDoc();
  const items = [...doc.nodes, ...doc.notes].filter((item) => selection.has(item.id)).map(({ id, x, y }) => {
    const { width = 240, height = 120 } = flow.getInternalNode(id)?.measured ?? {};
    return { x, y, width, height };
  });
  const left = Math.min(...items.map((item) => item.x)) - margin;
  const top = Math.min(...items.map((item) => item.y)) - margin - 24;
  const box = items.length === 0 ? { ...at, width: 360, height: 240 } : {
    x: left, y: top, width: Math.max(...items.map((item) => item.x + item.width)) - left + margin, height: Math.max(...items.map((item) => item.y + item.height)) - top + margin,
  };
  addNoteSelected({ kind: 'group', text: t.builder.newGroup, ...box });
}

export function addComment(at: Point): void {
  addNoteSelected({ kind: 'comment', text: '', ...at, width: 240, height: 96 });
}

function addNoteSelected(note: Parameters<typeof addNote>[1]): void {
  let id = '';
  edit(t.labels.addNote, (doc) => {
    const added = addNote(doc, note);
    id = added.id;
    return added.doc;
  });
  select([id]);
}

export function useCanvasKeys(centre: () => Point, onQuickAdd: () => void, onFit: () => void): void {
  const flow = useReactFlow<FlowItem, FlowLink>();
  useKeys({ '0': onFit, '+': () => void flow.zoomIn(), '-': () => void flow.zoomOut(), Escape: () => select([]), 'Ctrl+A': selectAll });
  useKeys({
    a: onQuickAdd,
    c: () => addComment(centre()),
    'Shift+G': () => addGroup(centre(), flow),
    G: () => addGroup(centre(), flow),
    l: () => {
      edit(t.labels.arrange, arrange);
      setTimeout(onFit, 50);
    },
    Delete: removeSelected,
    Backspace: removeSelected,
    'Ctrl+Z': undo,
    'Ctrl+Shift+Z': redo,
    'Ctrl+Y': redo,
    'Ctrl+D': duplicate,
  }, { enabled: useMay('editor') });
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isTyping(event.target) || dialogOpen() || (window.getSelection()?.toString() ?? '') !== '') return;
      const text = copiedText();
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') cut();
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isTyping(event.target) || dialogOpen() || text.trim() === '') return;
      event.preventDefault();
      void pasteText(text, centre());
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [centre]);
}
