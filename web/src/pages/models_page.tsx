import { ExternalLink, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ModelInfo } from '../api/models';
import { bytes, figure } from '../lib/format';
import { forgetOutcome } from '../state/measuring';
import { isComing, useClasses, useModels } from '../state/queries';
import { t } from '../texts';
import { CopyCommand } from '../ui/copy_command';
import { Dialog } from '../ui/dialog';
import { speedWords } from '../ui/speed_words';
import { ModelDownload } from './model_download';
import { SpeedCell, SpeedFault, SpeedMeasurement } from './model_speed';

/** The models here and those that can be had; details in a sheet. */
export default function ModelsPage() {
  const { data: models, isError, error } = useModels();
  const [words, setWords] = useState('');
  const [open, setOpen] = useState('');
  useEffect(() => forgetOutcome, []);
  const opened = models?.find((model) => model.name === open);
  const found = (models ?? []).filter((model) => `${model.name} ${model.family} ${model.task} ${model.licence}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <div className="flex flex-col gap-5 p-4 sm:p-6">
      <header className="flex flex-wrap items-center gap-4">
        <h1 className="text-l font-semibold">{t.models.title}</h1>
        <label className="relative ml-auto">
          <Search size="1rem" className="absolute left-2.5 top-2.5 text-muted" aria-hidden />
          <input type="search" className="input w-60 pl-8" placeholder={t.models.search} aria-label={t.models.search} value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
      </header>
      {isError && <p role="alert" className="text-error">{error.message}</p>}
      {models === undefined && !isError && <div className="skeleton h-64" aria-hidden />}
      {models !== undefined && found.length === 0 && <p className="text-muted">{t.models.none}</p>}
      <Table title={t.models.installed} models={found.filter((model) => model.installed)} onOpen={setOpen} />
      <Table title={t.models.available} models={found.filter((model) => !model.installed)} onOpen={setOpen} />
      {models !== undefined && models.every((model) => model.measured === null) && <p className="text-s text-muted">{t.models.measureAll} <code className="font-mono">overwatch models list --measure</code></p>}
      {opened !== undefined && <Details model={opened} onClose={() => setOpen('')} />}
    </div>
  );
}

const columns: [string, string, (model: ModelInfo) => string][] = [
  [t.models.columns.task, '', (model) => model.task || model.family],
  [t.models.columns.input, 'hidden lg:table-cell text-right', (model) => (model.inputSize > 0 ? `${model.inputSize} px` : '')],
  [t.models.columns.parameters, 'hidden lg:table-cell text-right', (model) => (model.parametersMillions > 0 ? t.models.million(figure(model.parametersMillions)) : '')],
  [t.models.columns.size, 'hidden sm:table-cell text-right', (model) => (model.fileBytes > 0 ? bytes(model.fileBytes) : '')],
  [t.models.columns.licence, 'hidden sm:table-cell', (model) => model.licence || t.models.unknown],
];
const speedStyle = 'hidden md:table-cell text-right';
/** That are shown wherever the speed is. */
const columnsMin = 5;
const speedOf = ({ installed, measured }: ModelInfo): string => (measured === null ? (installed ? t.models.notMeasured : '') : speedWords(measured));

function Table({ title, models, onOpen }: { title: string; models: ModelInfo[]; onOpen: (name: string) => void }) {
  if (models.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 font-semibold">{title}</h2>
      <div className="panel overflow-x-auto">
        <table className="figures w-full table-fixed text-left">
          <thead className="text-s text-muted">
            <tr><th scope="col" className="w-[62%] px-3 py-2 font-normal sm:w-[34%] lg:w-[28%]">{t.models.columns.name}</th>{columns.map(([name, style]) => <th key={name} scope="col" className={`px-3 py-2 font-normal ${style}`}>{name}</th>)}
              <th scope="col" className={`w-48 px-3 py-2 font-normal ${speedStyle}`}>{t.models.columns.speed}</th></tr>
          </thead>
          <tbody>
            {models.map((model) => <Row key={model.name} model={model} onOpen={onOpen} />)}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ model, onOpen }: { model: ModelInfo; onOpen: (name: string) => void }) {
  return (
    <>
      <tr className="relative border-t border-line hover:bg-raised">
        <th scope="row" className="px-3 font-medium">
          <button type="button" className="min-h-10 text-left after:absolute after:inset-0 after:content-['']" onClick={() => onOpen(model.name)}>{model.name}</button>
          {isComing(model) && <span className="ml-2 text-s font-normal text-accent">{t.models.downloading(Math.round((100 * (model.pull?.bytes ?? 0)) / Math.max(1, model.pull?.total ?? 1)))}</span>}
          {model.isDefault && <span className="ml-2 text-s font-normal text-muted">{t.models.default}</span>}
        </th>
        {columns.map(([name, style, read]) => <td key={name} className={`px-3 ${style}`}>{read(model) || '–'}</td>)}
        <td className={`px-3 ${speedStyle}`}><SpeedCell model={model} /></td>
      </tr>
      <SpeedFault name={model.name} columns={columnsMin} />
    </>
  );
}

function Details({ model, onClose }: { model: ModelInfo; onClose: () => void }) {
  const classes = useClasses(model.name);
  const facts: [string, string][] = [
    [t.models.family, model.family], ...columns.map(([name, , read]): [string, string] => [name, read(model)]), [t.models.columns.speed, speedOf(model)], [t.models.path, model.path],
  ];
  return (
    <Dialog title={model.name} shape="sheet" onClose={onClose}>
      <div className="flex flex-col gap-5">
        <dl className="figures grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
          {facts.filter(([, value]) => value !== '').map(([name, value]) => <div key={name} className="contents"><dt className="text-muted">{name}</dt><dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd></div>)}
        </dl>
        {model.installed && <SpeedMeasurement model={model} />}
        {model.licence.startsWith('AGPL') && <p className="rounded-md bg-raised p-3 text-s">{t.models.copyleft}</p>}
        {model.note !== '' && <p className="text-s text-muted">{model.note}</p>}
        {!model.installed && model.canPull && <ModelDownload model={model} />}
        {!model.installed && model.howToGet !== '' && <div className="flex flex-col gap-2"><h3 className="font-medium">{t.models.how}</h3><CopyCommand command={model.howToGet} /></div>}
        {classes.length > 0 && <div><h3 className="font-medium">{t.models.classes(classes.length)}</h3><p className="mt-1 text-s text-muted">{classes.join(', ')}</p></div>}
        {model.source !== '' && <a className="button self-start" href={model.source} target="_blank" rel="noreferrer"><ExternalLink size="1rem" aria-hidden />{t.models.source}</a>}
      </div>
    </Dialog>
  );
}
