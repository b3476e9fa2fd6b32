import { Play } from 'lucide-react';
import { useId, useState } from 'react';
import type { ModelInfo } from '../api/models';
import { decodeOption } from '../api/node_types';
import type { Doc, Json } from '../document/types';
import { SourceWidget } from '../forms/source_widget';
import { useUnfit } from '../state/model_fit';
import { plainDoc } from '../templates/templates';
import { t } from '../texts';

const sourceOption = decodeOption({ name: 'source', type: 'source', required: true, placeholder: t.form.source.placeholder });

interface SourceStartProps {
  model: string;
  models: ModelInfo[];
  busy: boolean;
  onStart: (doc: Doc) => void;
}

/** "rtsp://user:pw@door.local/stream" is called "door.local", "/media/street.mp4" "street". */
function nameFor(source: string): string {
  const address = /^[a-z]+:\/\/(?:[^@/]*@)?([^/:?]+)/i.exec(source);
  const file = source.split('/').at(-1)?.replace(/\.\w+$/, '') ?? '';
  return (address?.[1] ?? file) || t.create.untitled;
}

/** A source and a model: all that the first picture needs. */
export function SourceStart({ model, models, busy, onStart }: SourceStartProps) {
  const id = useId();
  const [source, setSource] = useState<Json | undefined>('vtest.avi');
  const [chosen, setChosen] = useState<string | null>(null);
  const unfit = useUnfit(models, true);
  const installed = models.filter((each) => each.installed && !unfit.has(each.name));
  const used = chosen ?? model;
  const text = typeof source === 'string' ? source.trim() : '';
  return (
    <form
      className="flex flex-col gap-3 rounded-lg border border-line bg-page p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(plainDoc(nameFor(text), text, used));
      }}
    >
      <div>
        <h3 className="font-semibold">{t.create.source}</h3>
        <p className="text-s text-muted" id={`${id}-help`}>{t.create.sourceHelp}</p>
      </div>
      <label htmlFor={id} className="sr-only">{t.create.source}</label>
      <SourceWidget id={id} option={sourceOption} value={source} onChange={setSource} invalid={false} fault={null} describedBy={`${id}-help`} context={{ classes: [], running: false, waits: false, picture: { kind: 'none', input: false } }} />
      <div className="flex flex-wrap items-end justify-between gap-3">
        {installed.length > 0 ? (
          <label className="flex min-w-0 items-center gap-2 text-muted">
            {t.create.model}
            <select className="input min-w-0 max-w-56 text-text" value={used} onChange={(event) => setChosen(event.target.value)}>
              {installed.map((each) => <option key={each.name} value={each.name}>{each.name}</option>)}
            </select>
          </label>
        ) : <p className="text-s text-warning">{t.create.noModel}</p>}
        <button type="submit" className="button button-primary" disabled={busy || text === '' || used === ''}><Play size="0.875rem" fill="currentColor" aria-hidden />{t.create.startSource}</button>
      </div>
    </form>
  );
}
