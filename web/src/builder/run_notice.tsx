import { OctagonX, RotateCw, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMay } from '../auth/session';
import { restart } from '../state/actions';
import { isActive, runStateOf, toneOf, troubleOf } from '../state/selectors';
import { dismissError, useApp } from '../state/store';
import { t } from '../texts';
import { LiveText } from '../ui/live';
import { ProblemNote } from '../ui/problem_note';
import { useBuilder } from './context';
import { docOf, useEditor } from './editor';
import { needsRestart } from './needs_restart';
import { run } from './run';

/** What stands between the canvas and a good run, at its top: trouble first, then problems, then edits that wait for a start. */
export function RunNotice({ id, onProblems }: { id: string; onProblems: () => void }) {
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const failed = useApp((state) => state.errors[id]);
  const troubled = useApp((state) => troubleOf(state, id) !== '');
  const tone = useApp((state) => toneOf(state, id));
  const blocked = useEditor((editor) => editor.problems.filter((problem) => !problem.warning).length);
  const may = useMay('editor');
  const waits = useWaitingEdits(active);
  return (
    <div className="pointer-events-none absolute inset-x-3 top-14 z-[6] sm:top-3 flex flex-col items-center gap-2 [&>*]:pointer-events-auto">
      {failed !== undefined && (
        <div className="relative w-full max-w-2xl shadow-xl">
          <ProblemNote error={failed} />
          <button type="button" className="button button-quiet absolute right-1 top-1 px-0" aria-label={t.app.dismiss} onClick={() => dismissError(id)}><X size="1rem" aria-hidden /></button>
        </div>
      )}
      {failed === undefined && troubled && (
        <Line icon={tone === 'error' ? <OctagonX size="1rem" className="shrink-0 text-error" aria-hidden /> : <TriangleAlert size="1rem" className="shrink-0 text-warning" aria-hidden />}
          action={may ? { label: t.run.tryNow, run: () => void restart(id) } : null}>
          <LiveText read={(state) => troubleOf(state, id)} />
        </Line>
      )}
      {blocked > 0 && (
        <Line icon={<OctagonX size="1rem" className="shrink-0 text-error" aria-hidden />} action={{ label: t.drawer.problems, run: onProblems }}>{t.run.blocked(blocked)}</Line>
      )}
      {waits && blocked === 0 && (
        <Line icon={<RotateCw size="1rem" className="shrink-0 text-accent" aria-hidden />} action={{ label: t.run.apply, run: () => void run() }}>{t.run.changed}</Line>
      )}
    </div>
  );
}

function Line({ icon, action, children }: { icon: ReactNode; action: { label: string; run: () => void } | null; children: ReactNode }) {
  return (
    <div role="status" className="panel flex max-w-2xl items-center gap-2 py-1 pl-3 pr-1 shadow-xl">
      {icon}
      <p className="min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere]">{children}</p>
      {action !== null && <button type="button" className="button" onClick={action.run}>{action.label}</button>}
    </div>
  );
}

/** The canvas differs from what runs in more than live settings. */
function useWaitingEdits(active: boolean): boolean {
  const { types } = useBuilder();
  return useEditor((editor) => active && types.size > 0 && editor.stage === 'ready' && needsRestart(editor.started ?? editor.stored, docOf(editor), types));
}
