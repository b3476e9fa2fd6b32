// Copy and paste as YAML text: between tabs, into a mail, out of a file.
import { edgeKey, type Doc, type Point } from '../../document/types';
import { pick, remove } from '../../document/edits';
import { DocumentError } from '../../document/file_faults';
import { parseFile, writeWorkflow } from '../../document/workflow_file';
import { readFault, sayRemarks } from '../../state/read_fault';
import { say } from '../../state/toasts';
import { t } from '../../texts';
import { currentDoc, edit, select, useEditor } from '../editor';
import { putPart } from './put_node';

function selected(): Doc {
  return pick(currentDoc(), useEditor.getState().selection);
}

/** Nothing when nothing is selected. */
export function copiedText(): string | null {
  const part = selected();
  const count = part.nodes.length + part.notes.length;
  if (count === 0) return null;
  say(t.builder.copiedItems(count));
  return writeWorkflow(part);
}

export function cut(): void {
  const { selection } = useEditor.getState();
  edit(t.labels.remove, (doc) => remove(doc, selection), { select: [] });
}

export async function pasteText(text: string, at: Point): Promise<void> {
  try {
    const { doc: part, remarks } = await parseFile(text);
    if (part.nodes.length + part.notes.length === 0) throw new Error('nothing');
    putPart(part, at, t.labels.paste);
    sayRemarks(remarks, 'part');
  } catch (error) {
    // Of a text that has nodes it is said what is wrong with it.
    const meant = error instanceof DocumentError && error.faults.some(({ kind, place }) => place !== '' || kind === 'several' || kind === 'deep');
    say(meant ? readFault(error) : t.builder.pasteFailed, { tone: 'error' });
  }
}

export function duplicate(): void {
  const part = selected();
  const items = [...part.nodes, ...part.notes];
  if (items.length === 0) return;
  putPart(part, { x: Math.min(...items.map((item) => item.x)) + 32, y: Math.min(...items.map((item) => item.y)) + 32 }, t.labels.duplicate);
}

export function selectAll(): void {
  const doc = currentDoc();
  select([...doc.nodes.map((node) => node.id), ...doc.notes.map((note) => note.id), ...doc.edges.map(edgeKey)]);
}
