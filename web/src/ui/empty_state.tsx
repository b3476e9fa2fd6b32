import { Clapperboard, Plus } from 'lucide-react';
import { useState } from 'react';
import { workflowTemplate } from '../api/demo';
import { asApiError, type ApiError } from '../api/problem';
import { createDemo } from '../state/actions';
import { CopyCommand } from './copy_command';
import { ProblemNote } from './problem_note';

/** Nothing there yet: the way to the first moving boxes, and what a workflow is. */
export function EmptyState({ onNew }: { onNew: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const demo = () => {
    setBusy(true);
    setError(null);
    createDemo()
      .catch((reason: unknown) => setError(asApiError(reason)))
      .finally(() => setBusy(false));
  };
  const upload = `curl -X POST ${window.location.origin}/api/workflow-builder \\\n  -H 'Content-Type: application/yaml' --data-binary @door.yaml`;
  return (
    <section className="mx-auto grid w-full max-w-6xl grid-cols-[minmax(0,1fr)] gap-8 py-6 md:grid-cols-2 md:gap-12 md:py-16">
      <div className="flex min-w-0 flex-col gap-5">
        <h2 className="text-l font-semibold">See live what your model sees</h2>
        <p className="text-muted">
          A workflow takes video from a camera or a file, runs a model on it and shows the result, with the cost of every
          millisecond. The demo needs no camera.
        </p>
        <div className="flex flex-wrap gap-3">
          <button type="button" className="button button-primary" onClick={demo} disabled={busy}>
            <Clapperboard size="1rem" aria-hidden />
            {busy ? 'Starting the demo…' : 'Create the demo workflow'}
          </button>
          <button type="button" className="button" onClick={onNew}>
            <Plus size="1rem" aria-hidden />
            New workflow
          </button>
        </div>
        {error !== null && <ProblemNote error={error} />}
        <div className="mt-2 flex flex-col gap-2">
          <h3 className="font-medium">From the command line</h3>
          <p className="text-s text-muted">Run a file once, without this page:</p>
          <CopyCommand command="overwatch run door.yaml" />
          <p className="mt-1 text-s text-muted">Keep it on this server:</p>
          <CopyCommand command={upload} />
        </div>
      </div>
      <figure className="panel min-w-0 overflow-hidden">
        <figcaption className="border-b border-line px-4 py-2.5 text-s text-muted">
          <span className="font-medium text-text">door.yaml</span> · nodes, and edges that join them
        </figcaption>
        <pre className="overflow-x-auto p-4 font-mono text-s leading-5">{workflowTemplate}</pre>
      </figure>
    </section>
  );
}
