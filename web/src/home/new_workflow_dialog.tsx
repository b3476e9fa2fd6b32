import { useQuery } from '@tanstack/react-query';
import { FilePlus2, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { ApiError, asApiError } from '../api/problem';
import { fetchTemplates } from '../api/templates';
import { emptyDoc, type Doc } from '../document/types';
import { parseFile, writeWorkflow } from '../document/workflow_file';
import { go } from '../router/use_route';
import { create } from '../state/actions';
import { keepDraft } from '../state/drafts';
import { beginId } from '../state/own_ids';
import { readFault, sayRemarks } from '../state/read_fault';
import { useModels } from '../state/queries';
import { templates } from '../templates/templates';
import { t } from '../texts';
import { Dialog } from '../ui/dialog';
import { ProblemNote } from '../ui/problem_note';
import { SourceStart } from './source_start';

/** A document that is not on the server yet opens in the builder as a draft. */
function openDraft(doc: Doc): void {
  const name = doc.name || t.create.untitled;
  const id = beginId(name);
  keepDraft(id, { version: 0, yaml: writeWorkflow({ ...doc, name }), name, atMs: Date.now() });
  go({ page: 'builder', id });
}

export function NewWorkflowDialog({ onClose }: { onClose: () => void }) {
  const { data: models = [] } = useModels();
  const picker = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const served = useQuery({ queryKey: ['templates'], queryFn: fetchTemplates, retry: false, staleTime: Infinity });
  const model = models.find((each) => each.isDefault) ?? models.find((each) => each.installed);

  const own = () => templates.map(({ key, title, text, make }) => ({ key, title, text, doc: make('vtest.avi', model?.name ?? '') }));
  const offered = served.data !== undefined && served.data.length > 0 ? served.data : served.isPending ? [] : own();

  const build = (doc: Doc, andStart: boolean) => {
    setBusy(true);
    setError(null);
    create(writeWorkflow(doc), andStart).then(
      (id) => go({ page: 'builder', id }),
      (reason: unknown) => {
        setError(asApiError(reason));
        setBusy(false);
      },
    );
  };
  const open = (file: File | undefined) => {
    file?.text().then(parseFile).then(({ doc, remarks }) => {
      openDraft(doc);
      sayRemarks(remarks);
    }).catch((reason: unknown) => setError(new ApiError(readFault(reason), 0)));
  };
  return (
    <Dialog title={t.create.title} shape="wide" onClose={onClose}>
      <div className="flex flex-col gap-6">
        {error !== null && <ProblemNote error={error} />}
        <SourceStart model={model?.name ?? ''} models={models} busy={busy} onStart={(doc) => build(doc, true)} />
        <section>
          <h3 className="mb-2 font-semibold">{t.create.templates}</h3>
          <ul className="grid gap-2 sm:grid-cols-2">
            {offered.map((template) => (
              <li key={template.key}>
                <button type="button" className="tile" disabled={busy} onClick={() => openDraft(template.doc)}>
                  <span className="font-medium">{template.title}</span>
                  <span className="text-s text-muted">{template.text}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <section className="grid gap-2 sm:grid-cols-2">
          <button type="button" className="tile" onClick={() => openDraft(emptyDoc)}>
            <span className="flex items-center gap-2 font-medium"><FilePlus2 size="1rem" aria-hidden />{t.create.blank}</span>
            <span className="text-s text-muted">{t.create.blankHelp}</span>
          </button>
          <button type="button" className="tile" onClick={() => picker.current?.click()}>
            <span className="flex items-center gap-2 font-medium"><FileUp size="1rem" aria-hidden />{t.create.file}</span>
            <span className="text-s text-muted">{t.create.fileHelp}</span>
          </button>
          <input ref={picker} type="file" accept=".yaml,.yml,.json" className="hidden" aria-label={t.create.choose} onClick={(event) => (event.currentTarget.value = '')} onChange={(event) => open(event.target.files?.[0])} />
        </section>
      </div>
    </Dialog>
  );
}
