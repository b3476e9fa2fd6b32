// The way on for a workflow that was deleted elsewhere while it was on the canvas.
import { fetchRecord, undeleteWorkflow } from '../api/workflows';
import { emptyDoc } from '../document/types';
import { go } from '../router/use_route';
import { dropDraft } from '../state/drafts';
import { say } from '../state/toasts';
import { t } from '../texts';
import { currentDoc, useEditor } from './editor';
import { save } from './storage';

/** What is on the canvas is stored: after its former versions where the server still has them, else as a new workflow. */
export async function storeAgain(): Promise<void> {
  const { id } = useEditor.getState();
  const record = await undeleteWorkflow(id).then(() => fetchRecord(id)).catch(() => null);
  if (useEditor.getState().id !== id) return;
  useEditor.setState({ removed: false, stored: record?.doc ?? emptyDoc, version: record?.version ?? 0 });
  if (await save()) say(t.home.restored(currentDoc().name || id));
}

export function discardRemoved(): void {
  const { id } = useEditor.getState();
  useEditor.setState({ stage: 'gone' });  // nothing is kept any more
  dropDraft(id);
  go({ page: 'home' });
}
