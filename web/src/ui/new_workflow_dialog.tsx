import { CircleCheck, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { workflowTemplate } from '../api/demo';
import { asApiError, type ApiError } from '../api/problem';
import { load, save } from '../lib/storage';
import { create } from '../state/actions';
import { ProblemList, ProblemNote } from './problem_note';
import { useValidation } from './use_validation';

const draftKey = 'draft';

/** Paste or write a workflow file; it is checked while it is written, and kept as a draft until it is created. */
export function NewWorkflowDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector('textarea')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="new-workflow"
      className="panel m-auto max-h-[calc(100dvh-2rem)] w-[min(46rem,calc(100vw-2rem))] p-0 text-text backdrop:bg-black/60"
    >
      <div className="flex flex-col gap-4 p-4 sm:p-6">
        <div className="flex items-start justify-between gap-4">
          <div>
            <h2 id="new-workflow" className="text-l font-semibold">New workflow</h2>
            <p className="text-muted">Paste a workflow file as YAML or JSON.</p>
          </div>
          <button type="button" className="button button-quiet px-0" onClick={onClose} aria-label="Close">
            <X size="1rem" />
          </button>
        </div>
        <Editor onDone={onClose} />
      </div>
    </dialog>
  );
}

function Editor({ onDone }: { onDone: () => void }) {
  const [document, setDocument] = useState(() => load(draftKey) ?? workflowTemplate);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const validation = useValidation(document);

  const edit = (text: string) => {
    setDocument(text);
    setError(null);
    save(draftKey, text);
  };
  const submit = (andStart: boolean) => {
    setBusy(true);
    create(document, andStart).then(
      () => {
        save(draftKey, null);
        onDone();
      },
      (reason: unknown) => {
        setError(asApiError(reason));
        setBusy(false);
      },
    );
  };
  const blocked = busy || document.trim() === '' || validation?.valid === false;
  return (
    <>
      <textarea
        value={document}
        onChange={(event) => edit(event.target.value)}
        aria-label="Workflow file"
        aria-describedby="new-workflow-check"
        spellCheck={false}
        className="h-[min(22rem,40dvh)] w-full resize-y rounded-md border border-line bg-page p-3 font-mono text-s leading-5 text-text"
      />
      <div id="new-workflow-check" aria-live="polite" className="max-h-32 min-h-[2.5rem] overflow-y-auto">
        {error !== null ? <ProblemNote error={error} /> : <Check validation={validation} />}
      </div>
      <div className="flex flex-wrap justify-end gap-3">
        <button type="button" className="button button-quiet mr-auto" onClick={() => edit(workflowTemplate)}>Start over</button>
        <button type="button" className="button" disabled={blocked} onClick={() => submit(false)}>Create</button>
        <button type="button" className="button button-primary" disabled={blocked} onClick={() => submit(true)}>Create and start</button>
      </div>
    </>
  );
}

function Check({ validation }: { validation: ReturnType<typeof useValidation> }) {
  if (validation === null) return <p className="text-s text-muted">Checking…</p>;
  if (validation.problems.length > 0) return <ProblemList problems={validation.problems} />;
  return (
    <p className="flex items-center gap-1.5 text-s text-running">
      <CircleCheck size="1rem" aria-hidden /> Ready to run.
    </p>
  );
}
