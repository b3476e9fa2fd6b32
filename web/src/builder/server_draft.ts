// The draft on the server follows the one in this browser, a little later, for other browsers to find. Each browser writes and takes
// away its own alone.
import { asApiError } from '../api/problem';
import { deleteDraft, fetchDrafts, putDraft } from '../api/drafts';
import type { Doc } from '../document/types';
import { edgeText } from '../document/types';
import { draftName, isPutAway, keeperAside, keeperHere, markOnServer, markPutAway, newKeeper } from '../state/drafts';

const quietMs = 2000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** One request after the other for a workflow: what is asked for last holds. */
const lanes = new Map<string, Promise<void>>();
/** Under these names this page has sent a draft. */
const sent = new Set<string>();

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

/** Not after somebody else has logged in meanwhile. */
function inLane(id: string, keeper: string, work: () => Promise<void>): void {
  const mine = () => (keeperHere(id) === keeper ? work() : Promise.resolve());
  lanes.set(id, (lanes.get(id) ?? Promise.resolve()).then(mine).catch(() => undefined));
}

/** Before the stored version comes onto the canvas: a draft that this browser has lost, and the server still has, is not written over. */
export async function spareDraft(id: string): Promise<void> {
  const keeper = keeperHere(id);
  if (sent.has(keeper) || isPutAway(id)) return;
  const drafts = await fetchDrafts(id).catch(() => []);
  if (keeperHere(id) === keeper && drafts.some((draft) => draft.keeper === keeper)) newKeeper(id);
}

export function sendDraft(id: string, doc: Doc, version: number): void {
  clearTimeout(timers.get(id));
  const [keeper, name] = [keeperHere(id), draftName(id)];
  timers.set(id, setTimeout(() => inLane(id, keeper, async () => {
    sent.add(keeper);
    markPutAway(id, false);
    await putDraft(id, keeper, plain(doc), version);
    if (keeperHere(id) === keeper) markOnServer(id, name);
  }), quietMs));
}

/** Beside the browser's own draft, which another tab writes. */
export const sendAside = (id: string, doc: Doc, version: number): Promise<void> => putDraft(id, keeperAside(), plain(doc), version);

/** The work is stored or given up; `known`: a draft of it was kept here. One that this page has neither sent nor found here stays. */
export function putAwayDraft(id: string, known: boolean): void {
  clearTimeout(timers.get(id));
  const keeper = keeperHere(id);
  if (!known && !sent.has(keeper) && !isPutAway(id)) return;
  markPutAway(id, true);
  inLane(id, keeper, async () => {
    await deleteDraft(id, keeper).catch((error: unknown) => {
      if (asApiError(error).status !== 404) throw error;
    });
    sent.delete(keeper);
    if (keeperHere(id) === keeper) markPutAway(id, false);
  });
}
