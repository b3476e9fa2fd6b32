import { Copy, Download, EllipsisVertical, PencilLine, Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../auth/session';
import { fps } from '../lib/format';
import { start, stop } from '../state/actions';
import { useDrafts } from '../state/drafts';
import { isApart } from '../state/own_ids';
import { isActive, nameOf, runStateOf, snapshotOf, toneOf, troubleOf } from '../state/selectors';
import { useApp, type AppState } from '../state/store';
import { duplicateWorkflow, exportWorkflow, removeWithUndo } from '../state/workflow_actions';
import { t } from '../texts';
import { LiveText } from '../ui/live';
import { Menu, type MenuItem } from '../ui/menu';
import { StateMark } from '../ui/state_mark';
import { useFirstClick } from '../ui/use_first_click';
import { since } from './since';
import { RenameDialog } from './rename_dialog';
import { Thumbnail } from './thumbnail';

export function WorkflowCard({ id }: { id: string }) {
  const name = useApp((state) => nameOf(state, id));
  const trouble = useApp((state) => toneOf(state, id) === 'error' || toneOf(state, id) === 'warning');
  const may = useMay('editor');
  const [renaming, setRenaming] = useState(false);
  const exporting: MenuItem = { label: t.home.exportFile, icon: Download, run: () => void exportWorkflow(id) };
  return (
    <li className="panel relative flex flex-col overflow-hidden focus-within:border-muted hover:border-muted">
      <Thumbnail id={id} name={name} />
      <div className="flex items-start gap-1 p-3 pr-2">
        <div className="min-w-0 flex-1">
          <a href={`#/w/${id}`} aria-label={t.home.open(name)} className="card-link block truncate font-semibold">{name}</a>
          <div className="mt-1 flex items-center gap-3 text-s">
            <StateMark id={id} />
            <LiveText className="font-medium" read={(state) => rate(state, id)} />
          </div>
          <p className={`mt-1 text-s text-muted ${trouble ? 'line-clamp-3 [overflow-wrap:anywhere]' : 'truncate'}`}><LiveText read={(state) => (trouble ? news(state, id) : since(state, id))} /></p>
          {may && <UnsavedDraft id={id} />}
        </div>
        <div className="relative z-10 flex">
          {may && <RunButton id={id} name={name} />}
          <Menu label={t.home.menu(name)} items={!may ? [exporting] : [
            { label: t.home.rename, icon: PencilLine, run: () => setRenaming(true) },
            { label: t.home.duplicate, icon: Copy, run: () => void duplicateWorkflow(id) },
            exporting,
            null,
            { label: t.home.remove, icon: Trash2, danger: true, run: () => void removeWithUndo(id) },
          ]}>
            <EllipsisVertical size="1rem" aria-hidden />
          </Menu>
        </div>
      </div>
      {renaming && <RenameDialog id={id} name={name} onClose={() => setRenaming(false)} />}
    </li>
  );
}

/** Start knows what is stored only. */
function UnsavedDraft({ id }: { id: string }) {
  const kept = useDrafts(({ ids }) => ids.includes(id));
  const version = useApp((state) => state.workflows[id]?.version ?? 0);
  if (!kept || isApart(id)) return null;
  return <p className="mt-1 flex items-center gap-1.5 text-s text-warning"><PencilLine size="0.875rem" className="shrink-0" aria-hidden />{t.home.unsaved(version)}</p>;
}

function rate(state: AppState, id: string): string {
  const snapshot = snapshotOf(state, id);
  return runStateOf(state, id) === 'running' && snapshot !== undefined && snapshot.current_fps > 0 ? fps(snapshot.current_fps) : '';
}

function news(state: AppState, id: string): string {
  const trouble = state.errors[id]?.message ?? troubleOf(state, id);
  return trouble === '' ? since(state, id) : trouble;
}

function RunButton({ id, name }: { id: string; name: string }) {
  const run = useApp((state) => runStateOf(state, id));
  const active = isActive(run);
  const first = useFirstClick();
  const label = active ? t.home.stop(name) : t.home.start(name);
  return (
    <button type="button" className="button button-quiet px-0" disabled={run === 'stopping'} onClick={first(() => void (active ? stop(id) : start(id)))} aria-label={label} title={label}>
      {active ? <Square size="0.875rem" fill="currentColor" aria-hidden /> : <Play size="0.875rem" fill="currentColor" aria-hidden />}
    </button>
  );
}
