// The draft on the server follows the one in the browser, a little later. That of somebody else is left alone: it is said that there
// is one, and shown to who asks for it.
import { ApiError } from '../api/problem';
import { deleteDraft, fetchDraft, putDraft } from '../api/drafts';
import type { Doc } from '../document/types';
import { edgeText } from '../document/types';
import { knownOnServer, knowOnServer } from '../state/drafts';
import { useEditor } from './editor';

const quietMs = 2000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The document as JSON; the order of keys does not matter to a draft. */
function plain(doc: Doc): unknown {
  return {
    ...doc.rest, name: doc.name, nodes: Object.fromEntries(doc.nodes.map((node) => [node.id, { type: node.type, ...node.options }])), edges: doc.edges.map(edgeText),
    layout: {
      nodes: Object.fromEntries(doc.nodes.map((node) => [node.id, [node.x, node.y]])),
      notes: doc.notes.map(({ kind, text, x, y, width, height }) => ({ kind, text, at: [x, y], size: [width, height] })),
    },
  };
}

function tell(id: string, elsewhere: string | null): void {
  if (useEditor.getState().id === id && useEditor.getState().elsewhere !== elsewhere) useEditor.setState({ elsewhere });
}

/** Says whether there is a draft that this browser has not kept. */
export async function lookForDraft(id: string): Promise<void> {
  const draft = await fetchDraft(id).catch(() => null);
  tell(id, draft === null || draft.updatedAt === knownOnServer(id) ? null : draft.updatedAt);
}

/** Null: there is no draft any more. */
export function sendDraft(id: string, doc: Doc | null, version: number): void {
  clearTimeout(timer);
  if (doc === null) return void putAway(id);
  timer = setTimeout(() => {
    putDraft(id, plain(doc), version, knownOnServer(id)).then(
      (updatedAt) => {
        knowOnServer(id, updatedAt);
        tell(id, null);
      },
      (error: unknown) => error instanceof ApiError && error.status === 409 && void lookForDraft(id),
    );
  }, quietMs);
}

async function putAway(id: string): Promise<void> {
  const known = knownOnServer(id);
  if (known === '') return;
  knowOnServer(id, '');
  const draft = await fetchDraft(id).catch(() => null);
  if (draft?.updatedAt === known) await deleteDraft(id).catch(() => undefined);
}
