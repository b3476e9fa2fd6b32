import { Play, RotateCw, Square } from 'lucide-react';
import { isActive, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { t } from '../texts';
import { useFirstClick } from '../ui/use_first_click';
import { useEditor } from './editor';
import { halt, run } from './run';

export function RunButtons({ id }: { id: string }) {
  const state = useApp((app) => runStateOf(app, id));
  const blocked = useEditor((editor) => editor.problems.filter((problem) => !problem.warning).length);
  const empty = useEditor((editor) => editor.history.doc.nodes.length === 0);
  const removed = useEditor((editor) => editor.removed);
  const first = useFirstClick();
  if (isActive(state)) {
    return (
      <>
        <button type="button" className="button hidden sm:inline-flex" disabled={blocked > 0} onClick={() => void run()}><RotateCw size="0.875rem" aria-hidden />{t.run.restart}</button>
        <button type="button" className="button w-24" onClick={first(() => void halt())} aria-keyshortcuts="Control+Enter"><Square size="0.875rem" fill="currentColor" aria-hidden />{t.run.stop}</button>
      </>
    );
  }
  return (
    <button type="button" className="button button-primary w-24" disabled={state === 'stopping' || blocked > 0 || empty || removed} onClick={first(() => void run())} aria-keyshortcuts="Control+Enter"
      title={removed ? t.save.removedHelp : blocked > 0 ? t.run.blocked(blocked) : undefined}>
      <Play size="0.875rem" fill="currentColor" aria-hidden />{t.run.start}
    </button>
  );
}
