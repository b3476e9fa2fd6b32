// The way on for a workflow that was deleted elsewhere while it was on the canvas.
import { ApiError, asApiError } from '../api/problem';
import { undeleteWorkflow } from '../api/workflows';
import { emptyDoc } from '../document/types';
import { go } from '../router/use_route';
import { dropDraft } from '../state/drafts';
import { say } from '../state/toasts';
import { t } from '../texts';
import { currentDoc, useEditor } from './editor';
import { recordOf } from './first_version';
import { save } from './storage';

/** What is on the canvas is stored: after its former versions where the server still has them, else as a new workflow. */
export async function storeAgain(): Promise<void> {
  const { id } = useEditor.getState();
  await undeleteWorkflow(id).catch(() => undefined);  // it may be back already, or gone for ever
  const record = await recordOf(id).catch((error: unknown) => asApiError(error));
  if (useEditor.getState().id !== id) return;
  if (record instanceof ApiError) {
    say(record.message, { tone: 'error' });
    return;
  }
  useEditor.setState({ removed: false, stored: record?.doc ?? emptyDoc, version: record?.version ?? 0 });
  if (await save()) say(t.home.restored(currentDoc().name || id));
}

export function discardRemoved(): void {
  const { id } = useEditor.getState();
  useEditor.setState({ stage: 'gone' });  // nothing is kept any more
  dropDraft(id);
  go({ page: 'home' });
}
