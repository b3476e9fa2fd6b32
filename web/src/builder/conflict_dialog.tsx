import { useMemo, useState } from 'react';
import { diffLines } from '../document/diff';
import { writeWorkflow } from '../document/workflow_file';
import { t } from '../texts';
import { Dialog } from '../ui/dialog';
import { DiffView } from '../ui/diff_view';
import { docOf, useEditor } from './editor';
import { settle } from './storage';

/** Two people, or two tabs, edited the same workflow: both are there, and one choice goes on. */
export function ConflictDialog() {
  const rival = useEditor((editor) => editor.rival);
  const doc = useEditor(docOf);
  const [put, setPut] = useState<typeof rival>(null);
  const lines = useMemo(() => (rival === null ? [] : diffLines(writeWorkflow(rival.doc, { layout: false }), writeWorkflow(doc, { layout: false }))), [rival, doc]);
  if (rival === null || put === rival) return null;
  const words = rival.line === null ? t.conflict : t.conflict.tab;
  return (
    <Dialog title={words.title} text={words.text} shape="wide" onClose={() => setPut(rival)}>
      <h3 className="mb-2 font-semibold">{words.changes}</h3>
      <DiffView lines={lines} />
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <button type="button" className="button button-quiet mr-auto" onClick={() => setPut(rival)}>{t.conflict.later}</button>
        <button type="button" className="button" onClick={() => void settle('theirs')} title={t.conflict.theirsHelp}>{words.theirs}</button>
        <button type="button" className="button button-primary" onClick={() => void settle('mine')}>{words.mine}</button>
      </div>
    </Dialog>
  );
}
