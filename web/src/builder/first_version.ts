// What was begun in this browser becomes a workflow of the server. When somebody else has taken its id by then, it goes on under
// another one, with its way back.
import { createWorkflow } from '../api/client';
import { asApiError } from '../api/problem';
import { fetchRecord, type WorkflowRecord } from '../api/workflows';
import { equalDocs } from '../document/equal_docs';
import type { Doc } from '../document/types';
import { writeWorkflow } from '../document/workflow_file';
import { writeRoute } from '../router/route';
import { go } from '../router/use_route';
import { markCreated, moveKept, wasCreatedHere } from '../state/own_ids';
import { say } from '../state/toasts';
import { t } from '../texts';
import { currentDoc, useEditor } from './editor';
import { holdForMove } from './held_editor';

const triesMax = 3;
const sentMax = 4;
/** By id, what this page has sent as the first version: an answer may be lost. */
const sent = new Map<string, readonly Doc[]>();

/** Whether the server may have this from this page. */
export const wasSent = (id: string, doc: Doc): boolean => (sent.get(id) ?? []).some((each) => equalDocs(each, doc));

/** Whether what the server has under the id of `mine`, which was never stored, is another workflow. */
export const isStrange = (id: string, mine: Doc, stored: Doc): boolean => !wasCreatedHere(id) && !equalDocs(mine, stored) && !wasSent(id, stored);

/** What is open goes on under a free id, with its address. */
export function moveAway(id: string): string {
  if (useEditor.getState().id !== id) return moveKept(id);
  const to = moveKept(id, currentDoc().name);
  useEditor.setState({ id: to, rival: null });
  if (window.location.hash === writeRoute({ page: 'builder', id })) {
    holdForMove();
    go({ page: 'builder', id: to }, { replace: true });
  }
  say(t.save.movedAway(currentDoc().name || to));
  return to;
}

/** Null where there is none, or none any more. */
export async function recordOf(id: string): Promise<WorkflowRecord | null> {
  return fetchRecord(id).catch((error: unknown) => {
    if (asApiError(error).status !== 404) throw error;
    return null;
  });
}

/** Gives what the server has then: of an earlier try whose answer was lost, maybe an older document. Throws ApiError; 409 when it was
    stored from this browser meanwhile, by another tab. */
export async function storeFirst(begun: string, doc: Doc, onMove: (id: string) => void): Promise<{ doc: Doc; version: number }> {
  let id = begun;
  for (let tries = 1; ; tries += 1) {
    const before = sent.get(id) ?? [];
    sent.set(id, [...before, doc].slice(-sentMax));
    const wasTried = wasCreatedHere(id);
    markCreated(id);  // before: the answer may be lost, and the page with it
    try {
      const { version } = await createWorkflow(writeWorkflow(doc), id);
      return { doc, version };
    } catch (error) {
      const { status } = asApiError(error);
      if (!wasTried && status >= 400 && status < 500) markCreated(id, false);
      if (status !== 409 || tries === triesMax) throw error;
      const record = await recordOf(id);
      if (record !== null && wasSent(id, record.doc)) {
        markCreated(id);
        return { doc: record.doc, version: record.version };
      }
      if (wasTried) throw error;
      id = moveAway(id);
      onMove(id);
    }
  }
}
