import { CloudCheck, LoaderCircle, PencilLine, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { equalDocs } from '../document/equal_docs';
import { useDrafts } from '../state/drafts';
import { t } from '../texts';
import { docOf, isStoredKnown, useEditor } from './editor';
import { discardDraft, save } from './storage';

/** How the canvas stands to what the server has; the way back beside it. */
export function SaveState() {
  const doc = useEditor(docOf);
  const stored = useEditor((editor) => editor.stored);
  const version = useEditor((editor) => editor.version);
  const saving = useEditor((editor) => editor.saving);
  const ready = useEditor((editor) => editor.stage === 'ready');
  const rival = useEditor((editor) => (editor.rival === null ? null : editor.rival.line === null ? t.conflict.title : t.conflict.tab.title));
  const removed = useEditor((editor) => editor.removed);
  const same = useMemo(() => version > 0 && equalDocs(doc, stored), [doc, stored, version]);
  const known = useEditor(isStoredKnown);
  const id = useEditor((editor) => editor.id);
  const shelter = useDrafts(({ shelters }) => shelters[id]);
  if (!ready) return null;
  const unkept = !saving && !removed && rival === null && !same && shelter === 'nowhere';
  const [Icon, text] = saving ? [LoaderCircle, t.save.saving] : removed ? [TriangleAlert, t.save.removed] : rival !== null ? [TriangleAlert, rival] : same ? [CloudCheck, t.save.version(version)]
    : unkept ? [TriangleAlert, t.save.nowhere] : [PencilLine, shelter === 'server' ? t.save.server : t.save.local];
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap text-s ${unkept ? 'text-warning' : 'text-muted'}`} role="status" title={text}>
      <Icon size="0.875rem" aria-hidden className={saving ? 'animate-spin' : ''} /><span className="sr-only lg:not-sr-only">{text}</span>
      {unkept && <button type="button" className="button button-quiet hidden px-2 text-s lg:inline-flex" onClick={() => void save()}>{t.save.save}</button>}
      {!same && !saving && !removed && version > 0 && known && <button type="button" className="button button-quiet hidden px-2 text-s lg:inline-flex" onClick={discardDraft}>{t.save.discard}</button>}
    </span>
  );
}
