// The ways to add something to the canvas end here: one step to undo, and what is new is selected.
import { addNode, paste } from '../../document/edits';
import type { Doc, Point } from '../../document/types';
import { t } from '../../texts';
import { currentDoc, edit } from '../editor';

/** A node at `at`, or at the nearest place where it covers none. `join` may connect it. Its id. */
export function putNode(type: string, at: Point, join: (doc: Doc, id: string) => Doc = (doc) => doc): string {
  const { doc, id } = addNode(currentDoc(), type, at);
  edit(t.labels.add, () => join(doc, id), { select: [id] });
  return id;
}

/** A part of a workflow; a document without a name takes that of the part. */
export function putPart(part: Doc, at: Point, label: string): void {
  const { doc, ids } = paste(currentDoc(), part, at);
  edit(label, () => (doc.name === '' && part.name !== '' ? { ...doc, name: part.name } : doc), { select: ids });
}
