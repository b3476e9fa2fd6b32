import { CircleCheck, CircleSlash } from 'lucide-react';
import { SystemLine } from '../home/system_line';
import { useDevices } from '../state/queries';
import { t } from '../texts';
import type { LoadedModel } from '../api/devices';

const refreshMs = 5000;

/** What models can run on, and what they really run on. */
export default function DevicesPage() {
  const { data, isError, error } = useDevices(refreshMs);
  return (
    // Takes the focus, so that arrow keys move the page where it does not fit: there may be nothing else in it that does.
    <div tabIndex={0} role="group" aria-label={t.devices.title} className="flex flex-col gap-6 p-4 focus-visible:outline-offset-[-2px] sm:p-6">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2"><h1 className="text-l font-semibold">{t.devices.title}</h1><SystemLine /></header>
      {isError && <p role="alert" className="text-error">{error.message}</p>}
      {data === undefined && !isError && <div className="skeleton h-48" aria-hidden />}
      {data !== undefined && (
        <>
          <section>
            <h2 className="mb-2 font-semibold">{t.devices.canRun}</h2>
            <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
              {data.devices.map((device) => (
                <li key={device.kind} className="panel flex gap-3 p-4">
                  {device.available ? <CircleCheck size="1.25rem" className="shrink-0 text-running" aria-hidden /> : <CircleSlash size="1.25rem" className="shrink-0 text-idle" aria-hidden />}
                  <div className="min-w-0">
                    <p className="font-medium">{device.kind.toUpperCase()}{device.isDefault && <span className="ml-2 text-s font-normal text-muted">{t.devices.default}</span>}</p>
                    <p className="text-muted">{device.name}</p>
                    <p className="mt-1 text-s text-muted">{device.available ? t.devices.available : device.reason || t.devices.missing}</p>
                  </div>
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h2 className="mb-2 font-semibold">{t.devices.loaded}</h2>
            {data.loaded.length === 0 ? <p className="text-muted">{t.devices.nothingLoaded}</p> : <Loaded models={data.loaded} />}
          </section>
        </>
      )}
    </div>
  );
}

function providersOf(model: LoadedModel): string {
  const all = model.providers.reduce((sum, each) => sum + each.nodes, 0);
  return model.providers.map(({ provider, nodes }) => `${provider.replace('ExecutionProvider', '')}: ${t.devices.share(nodes, all)}`).join(', ');
}

function Loaded({ models }: { models: LoadedModel[] }) {
  const columns: [string, (model: LoadedModel) => string][] = [
    [t.devices.columns.device, (model) => model.device.toUpperCase()], [t.devices.columns.precision, (model) => model.precision], [t.devices.columns.runtime, (model) => model.runtime],
    [t.devices.columns.streams, (model) => String(model.streams)], [t.devices.columns.threads, (model) => `${model.sessions} × ${model.threads}`], [t.devices.columns.providers, providersOf],
  ];
  return (
    <div className="panel overflow-x-auto" tabIndex={0} role="region" aria-label={t.devices.loaded}>
      <table className="figures w-full text-left">
        <thead className="text-s text-muted"><tr><th scope="col" className="px-3 py-2 font-normal">{t.devices.columns.model}</th>{columns.map(([name]) => <th key={name} scope="col" className="whitespace-nowrap px-3 py-2 font-normal">{name}</th>)}</tr></thead>
        <tbody>
          {models.map((model, index) => (
            <tr key={index} className="border-t border-line"><th scope="row" className="px-3 py-2 font-medium">{model.model}</th>{columns.map(([name, read]) => <td key={name} className="whitespace-nowrap px-3 py-2">{read(model)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
