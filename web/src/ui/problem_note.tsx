import { OctagonX } from 'lucide-react';
import type { ApiError } from '../api/problem';
import { t } from '../texts';
import { CopyCommand } from './copy_command';
import { ModelsLink } from './models_link';

/** What went wrong, where, and the command that puts it right when the server knows one. */
export function ProblemNote({ error }: { error: ApiError }) {
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-error/50 bg-surface p-3 text-left">
      <p className="flex gap-2">
        <OctagonX size="1rem" className="mt-0.5 shrink-0 text-error" aria-hidden />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {error.place !== '' && <code className="mr-2 font-mono text-s">{error.place}</code>}
          {error.message}{/\.model$/.test(error.place) && <> <ModelsLink /></>}
        </span>
      </p>
      {error.problems.length > 1 && <ProblemList problems={error.problems} />}
      {error.command !== null && (
        <>
          <p className="text-s text-muted">{t.app.commandFor}</p>
          <CopyCommand command={error.command} />
        </>
      )}
    </div>
  );
}

export function ProblemList({ problems }: { problems: ApiError['problems'] }) {
  return (
    <ul className="flex flex-col gap-1 text-s">
      {problems.map((problem, index) => (
        <li key={index} className="[overflow-wrap:anywhere]">
          <span className={problem.warning ? 'font-medium text-warning' : 'font-medium text-error'}>
            {problem.warning ? t.app.warning : t.app.error}
          </span>
          {problem.place !== '' && <code className="ml-2 font-mono">{problem.place}</code>}
          <span className="ml-2 text-text">{problem.message}</span>
        </li>
      ))}
    </ul>
  );
}
