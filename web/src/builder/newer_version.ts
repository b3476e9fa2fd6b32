// A version that was stored elsewhere comes to the canvas: silently where it says the same, as an edit where there is no work of our
// own, and else as a conflict.
import { fetchRecord } from '../api/workflows';
import { equalDocs } from '../document/equal_docs';
import type { Doc } from '../document/types';
import { refreshWorkflows } from '../state/actions';
import { useApp } from '../state/store';
import { t } from '../texts';
import { arrive, docOf, useEditor } from './editor';
import { isStrange, moveAway, wasSent } from './first_version';
import { followDraft, isEdited, isGround, keepWork, standOnVersion, standsOnDraft } from './kept_work';

export async function takeVersion(id: string): Promise<void> {
  await followDraft(id);  // work that was put together with it already
  const record = await fetchRecord(id).catch(() => null);
  const editor = useEditor.getState();
  if (record === null || editor.id !== id || editor.stage !== 'ready' || editor.saving || record.version <= editor.version) return;
  takeRecord(record);
}

/** False for a conflict, and where it is another workflow: then the one that is open goes on under a free id. */
export function takeRecord({ doc: stored, version }: { doc: Doc; version: number }): boolean {
  const editor = useEditor.getState();
  const doc = docOf(editor);
  if (editor.version === 0 && isStrange(editor.id, doc, stored)) {
    moveAway(editor.id);
    return false;
  }
  if (isEdited(editor) && !equalDocs(doc, stored) && !isGround(stored) && !wasSent(editor.id, stored)) {
    useEditor.setState({ rival: { doc: stored, version, line: null } });
    return false;
  }
  const edited = isEdited(editor);
  useEditor.setState({ stored: equalDocs(doc, stored) ? doc : stored, version, rival: null });
  if (!edited) {
    standOnVersion(stored, version);
    arrive(t.labels.newer, stored);
  }
  keepWork();
  return true;
}

/** Another tab of this browser has stored its draft, or put it away. */
export async function followDrop(id: string): Promise<void> {
  if (!standsOnDraft()) return;
  await refreshWorkflows();
  const newest = useApp.getState().workflows[id]?.version ?? 0;
  const editor = useEditor.getState();
  if (editor.id !== id || editor.stage !== 'ready' || editor.saving || newest === 0) return;
  if (newest > editor.version) return takeVersion(id);
  if (!isGround(docOf(editor))) return;
  standOnVersion(editor.stored, editor.version);
  arrive(t.labels.otherTab, editor.stored);
}
