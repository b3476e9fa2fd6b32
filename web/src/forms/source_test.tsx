import { CircleCheck, LoaderCircle, Play } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { asApiError } from '../api/problem';
import { testSource, type SourceFacts } from '../api/sources';
import { t } from '../texts';
import { Fault } from './field';

type Answer = { kind: 'none' } | { kind: 'busy' } | { kind: 'good'; facts: SourceFacts } | { kind: 'bad'; message: string };

interface SourceTestProps {
  source: string;
  /** What the field says already. */
  fault: string | null;
  /** Without being asked. */
  atOnce: boolean;
}

/** Opens the source once and shows what came of it. */
export function SourceTest({ source, fault, atOnce }: SourceTestProps) {
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const run = useCallback(() => {
    setAnswer({ kind: 'busy' });
    testSource(source).then(
      (facts) => setAnswer({ kind: 'good', facts }),
      (error: unknown) => setAnswer({ kind: 'bad', message: asApiError(error).message }),
    );
  }, [source]);
  useEffect(() => {
    if (atOnce) run();
  }, [atOnce, run]);
  const busy = answer.kind === 'busy';
  return (
    <div className="flex flex-col gap-2 text-s">
      <button type="button" className="button self-start px-2 text-s" onClick={run} disabled={busy}>
        {busy ? <LoaderCircle size="0.875rem" className="animate-spin" aria-hidden /> : <Play size="0.875rem" aria-hidden />}
        {busy ? t.form.source.testing : t.form.source.test_}
      </button>
      {answer.kind === 'bad' && answer.message !== fault && <Fault>{answer.message}</Fault>}
      {answer.kind === 'good' && (
        <>
          <p role="status" className="flex gap-1.5"><CircleCheck size="0.875rem" className="mt-px shrink-0 text-running" aria-hidden />{t.form.source.tested(answer.facts.facts)}</p>
          {answer.facts.frame !== '' && <img src={answer.facts.frame} alt={t.form.source.frame} className="max-h-48 rounded-md border border-line object-contain" />}
        </>
      )}
    </div>
  );
}
