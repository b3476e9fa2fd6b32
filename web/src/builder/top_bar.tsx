import { ArrowLeft, Download, FileUp, History, PencilLine, Redo2, Save, Undo, Undo2, EllipsisVertical, Copy, Trash2 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { LookOnly } from '../auth/look_only';
import { useMay } from '../auth/session';
import { setName } from '../document/edits';
import { parseFile, writeWorkflow } from '../document/workflow_file';
import { saveFile } from '../lib/save_file';
import { go } from '../router/use_route';
import { readFault, sayRemarks } from '../state/read_fault';
import { say } from '../state/toasts';
import { duplicateWorkflow } from '../state/workflow_actions';
import { t } from '../texts';
import { IconButton } from '../ui/icon_button';
import { Menu, type MenuItem } from '../ui/menu';
import { StateMark } from '../ui/state_mark';
import { currentDoc, docOf, edit, isStoredKnown, redo, undo, useEditor } from './editor';
import { PresetMenu } from './preset_menu';
import { RunButtons } from './run_buttons';
import { SaveState } from './save_state';
import { isEdited, isStored } from './kept_work';
import { discardDraft, removeOpen, save } from './storage';
import { VersionsSheet } from './versions_sheet';

export function TopBar({ id }: { id: string }) {
  const may = useMay('editor');
  const [versions, setVersions] = useState(false);
  return (
    <header className="builder-bar border-line bg-surface">
      <a href="#/" className="button button-quiet px-0" aria-label={t.builder.back} title={t.builder.back}><ArrowLeft size="1rem" aria-hidden /></a>
      <NameField />
      <StateMark id={id} />
      <SaveState />
      <LookOnly short />
      <div className="builder-actions">
        {may && <UndoButtons />}
        {may && <PresetMenu id={id} />}
        <More id={id} onVersions={() => setVersions(true)} />
        {may && <RunButtons id={id} />}
      </div>
      {versions && <VersionsSheet id={id} onClose={() => setVersions(false)} />}
    </header>
  );
}

function NameField() {
  const may = useMay('editor');
  const name = useEditor((editor) => docOf(editor).name);
  const before = useRef(name);
  const change = (text: string) => edit(t.labels.name, (doc) => setName(doc, text), { mergeKey: 'name' });
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key === 'Escape') change(before.current);
    if (key === 'Enter' || key === 'Escape') currentTarget.blur();
  };
  return (
    <h1 className="min-w-0 flex-1 sm:max-w-64">
      <input className="name-field" aria-label={t.builder.name} value={name} readOnly={!may} maxLength={200} spellCheck={false}
        onChange={(event) => change(event.target.value)}
        onFocus={() => (before.current = name)} onKeyDown={onKeyDown} />
    </h1>
  );
}

function UndoButtons() {
  const past = useEditor((editor) => editor.history.past.at(-1)?.label ?? '');
  const future = useEditor((editor) => editor.history.future[0]?.label ?? '');
  const canUndo = useEditor((editor) => editor.history.past.length > 0);
  const canRedo = useEditor((editor) => editor.history.future.length > 0);
  return (
    <span className="hidden sm:flex">
      <IconButton label={past === '' ? t.builder.undo : t.builder.undoWhat(past)} shortcut="Ctrl+Z" icon={Undo2} onClick={undo} disabled={!canUndo} />
      <IconButton label={future === '' ? t.builder.redo : t.builder.redoWhat(future)} shortcut="Ctrl+Shift+Z" icon={Redo2} onClick={redo} disabled={!canRedo} />
    </span>
  );
}

function More({ id, onVersions }: { id: string; onVersions: () => void }) {
  const may = useMay('editor');
  const picker = useRef<HTMLInputElement>(null);
  const canDiscard = useEditor((editor) => editor.version > 0 && !editor.removed && isStoredKnown(editor) && isEdited(editor));
  const open = (file: File | undefined) => {
    file?.text().then(parseFile).then(
      ({ doc, remarks }) => {
        edit(t.labels.import, () => doc, { select: [] });
        sayRemarks(remarks);
      },
      (error: unknown) => say(readFault(error), { tone: 'error' }),
    );
  };
  const versions: MenuItem = { label: t.builder.versions, icon: History, run: onVersions };
  const exporting: MenuItem = { label: t.builder.exportFile, icon: Download, run: () => saveFile(`${id}.yaml`, writeWorkflow(currentDoc())) };
  return (
    <>
      <Menu label={t.builder.more} items={!may ? [versions, exporting] : [
        { label: t.save.save, icon: Save, hint: 'Ctrl S', run: () => void save() },
        versions,
        { label: t.save.discard, icon: Undo, disabled: !canDiscard, run: discardDraft },
        null,
        { label: t.builder.undo, icon: Undo2, hint: 'Ctrl Z', run: undo },
        { label: t.builder.redo, icon: Redo2, hint: 'Ctrl Shift Z', run: redo },
        null,
        exporting,
        { label: t.builder.importFile, icon: FileUp, run: () => picker.current?.click() },
        { label: t.home.duplicate, icon: Copy, run: () => void duplicateWorkflow(id, isStored() ? undefined : currentDoc()) },
        { label: t.home.rename, icon: PencilLine, run: () => document.querySelector<HTMLInputElement>('.name-field')?.select() },
        null,
        { label: t.home.remove, icon: Trash2, danger: true, run: () => void removeOpen().then((removed) => removed && go({ page: 'home' })) },
      ]}>
        <EllipsisVertical size="1rem" aria-hidden />
      </Menu>
      <input ref={picker} type="file" accept=".yaml,.yml,.json" className="hidden" aria-label={t.builder.importFile} onClick={(event) => (event.currentTarget.value = '')} onChange={(event) => open(event.target.files?.[0])} />
    </>
  );
}
