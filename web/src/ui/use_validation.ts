import { useEffect, useState } from 'react';
import { validateWorkflow } from '../api/client';
import { asApiError } from '../api/problem';
import type { Validation } from '../api/types';

const quietMs = 350;

/** What the server thinks of a document; null while it is asked. Asks once the typing rests. */
export function useValidation(document: string): Validation | null {
  const [answer, setAnswer] = useState<{ document: string; validation: Validation } | null>(null);
  useEffect(() => {
    let current = true;
    const show = (validation: Validation) => {
      if (current) setAnswer({ document, validation });
    };
    const timer = setTimeout(() => {
      validateWorkflow(document).then(show, (reason: unknown) => {
        show({ valid: false, problems: [{ place: '', message: asApiError(reason).message, warning: false }] });
      });
    }, quietMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [document]);
  return answer?.document === document ? answer.validation : null;
}
