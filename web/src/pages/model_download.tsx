import { useState } from 'react';
import { Download, X } from 'lucide-react';
import { asApiError } from '../api/problem';
import { useMay } from '../auth/session';
import { cancelPull, pullModel, type ModelInfo } from '../api/models';
import { Fault } from '../forms/field';
import { bytes } from '../lib/format';
import { isComing, modelsQuery, queryClient } from '../state/queries';
import { t } from '../texts';

const refresh = () => queryClient.invalidateQueries({ queryKey: modelsQuery.queryKey });

/** Fetches a model once what it asks for is agreed to, and shows how far it is. */
export function ModelDownload({ model }: { model: ModelInfo }) {
  const [agreed, setAgreed] = useState(false);
  const [trusted, setTrusted] = useState(false);
  const [fault, setFault] = useState('');
  const copyleft = model.licence.startsWith('AGPL');
  const may = useMay('admin');
  if (isComing(model)) return <Progress model={model} />;
  if (!may) return <p role="note" className="text-s text-muted">{t.auth.adminsOnly}</p>;
  const begin = () => {
    setFault('');
    pullModel(model).then(refresh, (error: unknown) => setFault(asApiError(error).message));
  };
  const problem = fault || (model.pull?.state === 'failed' ? model.pull.error : model.pull?.state === 'cancelled' ? t.models.cancelled : '');
  return (
    <div className="flex flex-col gap-2">
      {copyleft && <Agreement label={t.models.acceptLicence(model.licence)} on={agreed} onChange={setAgreed} />}
      {!model.sumKnown && <Agreement label={t.models.trustFirst} on={trusted} onChange={setTrusted} />}
      {problem !== '' && <Fault>{problem}</Fault>}
      <button type="button" className="button button-primary self-start" disabled={(copyleft && !agreed) || (!model.sumKnown && !trusted)} onClick={begin}>
        <Download size="1rem" aria-hidden />{`${t.models.download}, ${bytes(model.fileBytes)}`}
      </button>
    </div>
  );
}

function Agreement({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return <label className="flex min-h-9 items-center gap-2"><input type="checkbox" className="h-4 w-4 shrink-0 accent-accent" checked={on} onChange={(event) => onChange(event.target.checked)} />{label}</label>;
}

function Progress({ model }: { model: ModelInfo }) {
  const may = useMay('admin');
  const share = model.pull === null || model.pull.total === 0 ? 0 : model.pull.bytes / model.pull.total;
  return (
    <div className="flex flex-col gap-2">
      <p role="status">{model.pull?.state === 'waiting' ? t.models.waiting : t.models.downloading(Math.round(share * 100))}</p>
      <progress className="w-full" max={1} value={share} aria-label={model.name} />
      {may && <button type="button" className="button self-start" onClick={() => void cancelPull(model.name).then(refresh, () => undefined)}><X size="1rem" aria-hidden />{t.app.cancel}</button>}
    </div>
  );
}
