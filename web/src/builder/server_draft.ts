// The draft on the server follows the one in the browser, a little later. A server that keeps none is asked no more.
import { ApiError } from '../api/problem';
import { deleteDraft, fetchDraft, putDraft, type ServerDraft } from '../api/drafts';
import type { Doc } from '../document/types';
import { edgeText } from '../document/types';

const quietMs = 2000;
let timer: ReturnType<typeof setTimeout> | undefined;
const onServer = new Set<string>();

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

export async function draftOnServer(id: string): Promise<ServerDraft | null> {
  try {
    const draft = await fetchDraft(id);
    onServer.add(id);
    return draft;
  } catch {
    return null;
  }
}

/** Null: there is no draft any more. */
export function sendDraft(id: string, doc: Doc | null, version: number): void {
  clearTimeout(timer);
  if (doc === null) {
    if (onServer.delete(id)) deleteDraft(id).catch(() => undefined);
    return;
  }
  timer = setTimeout(() => {
    putDraft(id, plain(doc), version).then(
      () => onServer.add(id),
      (error: unknown) => error instanceof ApiError && onServer.delete(id),
    );
  }, quietMs);
}
