import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo, useRef, useState } from 'react';
import { useMay } from '../../auth/session';
import { editNote } from '../../document/edits';
import { noteMin } from '../../document/node_size';
import { t } from '../../texts';
import { useKeys } from '../../ui/use_keys';
import { docOf, edit, useEditor } from '../editor';
import type { NoteFlowNode } from './flow_items';

function changeText(id: string, text: string): void {
  edit(t.labels.note, (doc) => editNote(doc, id, { text }), { mergeKey: `note ${id}` });
}

/** From the document itself: the canvas' copy comes a moment later, and a field that gets its old text back in between loses letters
    and its caret. */
const useText = (id: string) => useEditor((editor) => docOf(editor).notes.find((note) => note.id === id)?.text ?? '');

function Resize({ id, selected }: { id: string; selected: boolean }) {
  const may = useMay('editor');
  return (
    <NodeResizer isVisible={selected && may} minWidth={noteMin.width} minHeight={noteMin.height} handleClassName="note-handle" lineClassName="note-line"
      onResizeEnd={(_, { x, y, width, height }) => edit(t.labels.note, (doc) => editNote(doc, id, { x, y, width, height }))} />
  );
}

/** Free text on the canvas. A double click, Enter or F2 edits it. */
export const CommentNode = memo(function CommentNode({ id, selected }: NodeProps<NoteFlowNode>) {
  const may = useMay('editor');
  const [writing, setWriting] = useState(false);
  const text = useText(id);
  const box = useRef<HTMLDivElement>(null);
  const write = () => {
    // A button elsewhere that has the focus keeps its Enter.
    if (document.activeElement?.closest('a, button, summary') != null) return false;
    setWriting(true);
    return true;
  };
  useKeys({ Enter: write, F2: write }, { enabled: selected && may && !writing });
  const leave = () => {
    setWriting(false);
    box.current?.closest<HTMLElement>('.react-flow__node')?.focus();
  };
  return (
    <div ref={box} className={`note-comment ${selected ? 'note-chosen' : ''}`} onDoubleClick={(event) => { event.stopPropagation(); setWriting(may); }}>
      <Resize id={id} selected={selected} />
      {writing ? (
        <textarea autoFocus className="nodrag nowheel h-full w-full resize-none bg-transparent p-2 outline-none" aria-label={t.builder.commentText} placeholder={t.builder.newComment} value={text}
          onChange={(event) => changeText(id, event.target.value)} onBlur={() => setWriting(false)} onKeyDown={(event) => event.key === 'Escape' && leave()} />
      ) : <p className={`whitespace-pre-wrap p-2 [overflow-wrap:anywhere] ${text === '' ? 'text-muted' : ''}`}>{text || t.builder.newComment}</p>}
    </div>
  );
});

/** A titled frame; what lies inside moves with it. */
export const GroupNode = memo(function GroupNode({ id, selected }: NodeProps<NoteFlowNode>) {
  const may = useMay('editor');
  const text = useText(id);
  return (
    <div className={`note-group ${selected ? 'note-chosen' : ''}`}>
      <Resize id={id} selected={selected} />
      <input className="nodrag note-title" aria-label={t.builder.groupText} value={text} readOnly={!may} onChange={(event) => changeText(id, event.target.value)} onKeyDown={(event) => event.stopPropagation()} />
    </div>
  );
});
