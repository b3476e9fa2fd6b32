import { Clapperboard, ChevronRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { asApiError, type ApiError } from '../api/problem';
import { LookOnly } from '../auth/look_only';
import { useMay } from '../auth/session';
import { go } from '../router/use_route';
import { createDemo } from '../state/actions';
import { t } from '../texts';
import { ProblemNote } from '../ui/problem_note';

/** Nothing there yet: the way to the first moving boxes, and what a workflow is. */
export function EmptyState({ onNew }: { onNew: () => void }) {
  const may = useMay('editor');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const demo = () => {
    setBusy(true);
    setError(null);
    createDemo((id) => go({ page: 'builder', id }))
      .catch((reason: unknown) => setError(asApiError(reason)))
      .finally(() => setBusy(false));
  };
  return (
    <section className="mx-auto flex w-full max-w-4xl flex-col items-center gap-6 py-8 text-center md:py-16">
      <h2 className="text-l font-semibold">{t.empty.title}</h2>
      <p className="max-w-prose text-muted">{t.empty.text}</p>
      <ol className="flex w-full flex-col items-stretch gap-2 text-left md:flex-row md:items-center">
        {t.empty.steps.map(([title, text], index) => (
          <li key={title} className="contents">
            {index > 0 && <ChevronRight className="mx-auto shrink-0 rotate-90 text-muted md:rotate-0" aria-hidden />}
            <div className="panel flex-1 p-4">
              <h3 className="font-semibold">{title}</h3>
              <p className="mt-1 text-s text-muted">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <LookOnly />
      {may && <div className="flex flex-wrap justify-center gap-3">
        <button type="button" className="button button-primary" onClick={demo} disabled={busy}>
          <Clapperboard size="1rem" aria-hidden />{busy ? t.empty.demoBusy : t.empty.demo}
        </button>
        <button type="button" className="button" onClick={onNew}><Plus size="1rem" aria-hidden />{t.empty.own}</button>
      </div>}
      {error !== null && <ProblemNote error={error} />}
    </section>
  );
}
