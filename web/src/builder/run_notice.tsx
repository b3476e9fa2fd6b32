import { OctagonX, RotateCw, Trash2, TriangleAlert, X } from 'lucide-react';
import { useMemo } from 'react';
import { useMay } from '../auth/session';
import type { Doc } from '../document/types';
import { shown, titleOf } from '../forms/option_value';
import { restart } from '../state/actions';
import { isLost, toneOf, troubleOf } from '../state/selectors';
import { dismissError, useApp } from '../state/store';
import { t } from '../texts';
import { LiveText } from '../ui/live';
import { ProblemNote } from '../ui/problem_note';
import { applyLive } from './apply_live';
import { covers } from './canvas/covers';
import { useBuilder } from './context';
import { discardRemoved, storeAgain } from './deleted_elsewhere';
import { docOf, useEditor } from './editor';
import { liveChanges, needsRestart, type LiveChange } from './needs_restart';
import { NoticeLine } from './notice_line';
import { OtherDraftNotice } from './other_draft_notice';
import { presetTitle, usePresetChoice } from './preset_choice';
import { run } from './run';
import { runsAt, withPreset, type Running } from './running';
import type { Run } from './use_running';
import { useSettled } from './use_settled';

/** What stands between the canvas and a good run, at its top: trouble first, then problems, then edits that wait for a start, then
    the work of others. */
export function RunNotice({ id, onProblems }: { id: string; onProblems: () => void }) {
  const failed = useApp((state) => state.errors[id]);
  const troubled = useApp((state) => troubleOf(state, id) !== '');
  const tone = useApp((state) => toneOf(state, id));
  const blocked = useEditor((editor) => editor.problems.filter((problem) => !problem.warning).length);
  const may = useMay('editor');
  const removed = useEditor((editor) => editor.removed);
  const { types } = useBuilder();
  const wanted = useWanted();
  const lost = useApp(isLost);
  const waits = !lost && wanted !== null && needsRestart(wanted.run.running, wanted.doc, types);
  const preset = usePresetChoice(id);
  return (
    <div ref={covers.top} className="pointer-events-none relative z-[6] flex flex-col items-center gap-2 empty:hidden [&>*]:pointer-events-auto">
      {removed && (
        <NoticeLine icon={<Trash2 size="1rem" className="shrink-0 text-error" aria-hidden />}
          actions={may ? [{ label: t.save.storeAgain, run: () => void storeAgain() }, { label: t.save.discardRemoved, run: discardRemoved }] : []}>
          {may ? t.save.removedHelp : t.builder.goneHelp}
        </NoticeLine>
      )}
      {failed !== undefined && (
        <div className="relative w-full max-w-2xl shadow-xl [&>[role=alert]]:pr-12">
          <ProblemNote error={failed} />
          <button type="button" className="button button-quiet absolute right-1 top-1 px-0" aria-label={t.app.dismiss} onClick={() => dismissError(id)}><X size="1rem" aria-hidden /></button>
        </div>
      )}
      {failed === undefined && troubled && (
        <NoticeLine live="off" icon={tone === 'error' ? <OctagonX size="1rem" className="shrink-0 text-error" aria-hidden /> : <TriangleAlert size="1rem" className="shrink-0 text-warning" aria-hidden />}
          actions={may ? [{ label: t.run.tryNow, run: () => void restart(id) }] : []}>
          <LiveText read={(state) => troubleOf(state, id)} />
        </NoticeLine>
      )}
      {blocked > 0 && (
        <NoticeLine icon={<OctagonX size="1rem" className="shrink-0 text-error" aria-hidden />} actions={[{ label: t.drawer.problems, run: onProblems }]}>{t.run.blocked(blocked)}</NoticeLine>
      )}
      {(waits || preset.waits) && blocked === 0 && !removed && (
        <NoticeLine icon={<RotateCw size="1rem" className="shrink-0 text-accent" aria-hidden />} actions={may ? [{ label: t.run.apply, run: () => void run() }] : []}>
          {[waits ? t.run.changed : '', preset.waits ? t.run.presetPicked(presetTitle(preset.runs ?? ''), presetTitle(preset.chosen)) : ''].join(' ').trim()}
        </NoticeLine>
      )}
      <OtherDraftNotice id={id} />
      {wanted !== null && !waits && <OtherValues changes={liveChanges(wanted.run.running, wanted.doc, types)} running={wanted.run.running} />}
    </div>
  );
}

/** The canvas as the run could have it; the preset of the run is meant. */
function useWanted(): { run: Run; doc: Doc } | null {
  const { types, run } = useBuilder();
  const doc = useEditor(docOf);
  return useMemo(() => (run === null || types.size === 0 ? null : { run, doc: withPreset(doc, run.running, run.changes, types) }), [run, doc, types]);
}

/** Live settings that the run has not: not sent while it ran, or refused. */
function OtherValues({ changes, running }: { changes: readonly LiveChange[]; running: Running }) {
  const { id, types } = useBuilder();
  const may = useMay('editor');
  const [first] = changes;
  const settled = useSettled(JSON.stringify(changes));
  const node = first === undefined ? undefined : runsAt(running, first.node);
  const option = types.get(node?.type ?? '')?.options.find((each) => each.name === first?.option);
  if (!settled || first === undefined || node === undefined || option === undefined) return null;
  const value = shown(option, node.options[option.name] ?? option.fallback ?? undefined);
  return (
    <NoticeLine icon={<TriangleAlert size="1rem" className="shrink-0 text-warning" aria-hidden />} actions={may ? [{ label: t.run.applyOne, run: () => void applyLive(id, changes) }] : []}>
      {t.run.otherValues(node.id, titleOf(option.name), value, changes.length - 1)}
    </NoticeLine>
  );
}
