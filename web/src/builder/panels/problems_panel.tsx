import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useMay } from '../../auth/session';
import { dropKey } from '../../document/edits';
import { targetsOf, type Located } from '../../document/places';
import { t } from '../../texts';
import { edit, select, useEditor } from '../editor';
import { useRunProblems } from '../run_problems';

/** Everything that is wrong, with the way to where it is. */
export function ProblemsPanel() {
  const found = useEditor((editor) => editor.problems);
  const running = useRunProblems();
  // A node that runs and complains says itself what its warnings foretold.
  const problems = [...found.filter(({ warning, node }) => !warning || !running.some((each) => each.node === node)), ...running];
  if (problems.length === 0) return <p className="flex items-center gap-2 p-4 text-muted"><CircleCheck size="1rem" aria-hidden className="text-running" />{t.drawer.noProblems}</p>;
  return <ul className="flex flex-col p-2">{problems.map((problem, index) => <Row key={index} problem={problem} />)}</ul>;
}

function Row({ problem }: { problem: Located }) {
  const may = useMay('editor');
  const targets = targetsOf(problem);
  const Icon = problem.warning ? TriangleAlert : OctagonX;
  const go = () => {
    select(targets);
    if (problem.option !== null) setTimeout(() => document.querySelector<HTMLElement>(`[data-option="${CSS.escape(problem.option ?? '')}"] :is(input, select, button, textarea)`)?.focus(), 80);
  };
  const { key } = problem;
  return (
    <li className="flex items-start gap-2">
      <button type="button" disabled={targets.length === 0} onClick={go} aria-label={targets.length === 0 ? undefined : `${problem.place} ${problem.message}. ${t.drawer.goTo(targets.join(', '))}`}
        className="flex min-h-9 min-w-0 flex-1 items-start gap-2 rounded-md px-2 py-2 text-left enabled:hover:bg-raised">
        <Icon size="1rem" aria-hidden className={`mt-0.5 shrink-0 ${problem.warning ? 'text-warning' : 'text-error'}`} />
        <span className="min-w-0 [overflow-wrap:anywhere]">{problem.place !== '' && <code className="mr-2 font-mono text-s text-muted">{problem.place}</code>}{problem.place !== '' && ' '}{problem.message}</span>
      </button>
      {key !== undefined && may && <button type="button" className="button" onClick={() => edit(t.labels.takeOut, (doc) => dropKey(doc, key))}>{t.drawer.takeOut(key)}</button>}
    </li>
  );
}
