import { FilePen, Trash2 } from 'lucide-react';
import type { MouseEvent } from 'react';
import { moment } from '../lib/format';
import { go } from '../router/use_route';
import { readDraft, useDrafts } from '../state/drafts';
import { isApart, moveKept } from '../state/own_ids';
import { removeDraftWithUndo } from '../state/workflow_actions';
import { t } from '../texts';
import { IconButton } from '../ui/icon_button';

/** A workflow that was begun here and never stored. */
export function DraftCard({ id }: { id: string }) {
  const draft = readDraft(id);
  const shelter = useDrafts(({ shelters }) => shelters[id]);
  if (draft === null) return null;
  const name = draft.name || id;
  // Under its address is somebody else's workflow.
  const open = (event: MouseEvent) => {
    if (!isApart(id) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go({ page: 'builder', id: moveKept(id) });
  };
  return (
    <li className="panel relative flex flex-col overflow-hidden border-dashed hover:border-muted">
      <div className="grid aspect-video place-items-center bg-page text-muted"><FilePen size="2rem" strokeWidth={1.25} aria-hidden /></div>
      <div className="flex items-start gap-1 p-3 pr-2">
        <div className="min-w-0 flex-1">
          <a href={`#/w/${id}`} onClick={open} aria-label={t.home.open(name)} className="card-link block truncate font-semibold">{name}</a>
          <p className={`mt-1 truncate text-s ${shelter === 'nowhere' ? 'text-warning' : 'text-muted'}`}>{`${shelter === undefined ? t.save.local : t.save[shelter]} · ${moment(new Date(draft.atMs).toISOString())}`}</p>
        </div>
        <IconButton label={`${t.home.remove}: ${name}`} icon={Trash2} onClick={() => removeDraftWithUndo(id)} className="button button-quiet relative z-10 px-0" />
      </div>
    </li>
  );
}
