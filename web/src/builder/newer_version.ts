import { fetchRecord } from '../api/workflows';
import { beginHistory } from '../document/edit_history';
import { useEditor } from './editor';
import { isEdited } from './storage';

export async function takeNewer(id: string): Promise<void> {
  const record = await fetchRecord(id).catch(() => null);
  const { id: open, version, saving } = useEditor.getState();
  if (record === null || open !== id || saving || record.version <= version) return;
  if (isEdited()) useEditor.setState({ rival: { doc: record.doc, version: record.version } });
  else useEditor.setState({ stored: record.doc, version: record.version, history: beginHistory(record.doc), selection: new Set() });
}
