import { figure1, gigabytes } from '../lib/format';
import { isLost, modelAndDeviceOf } from '../state/selectors';
import { useApp, type AppState } from '../state/store';
import { t } from '../texts';
import { LiveText } from '../ui/live';

export function cpuText({ system }: AppState): string {
  if (system?.cpu_percent == null) return '–';
  const cores = system.cores === null ? '' : ` of ${t.devices.cores(system.cores)}`;
  return `${Math.round(system.cpu_percent)} %${cores}`;
}

export function memoryText({ system }: AppState): string {
  if (system?.memory_used_bytes == null || system.memory_total_bytes === null) return '–';
  return `${gigabytes(system.memory_used_bytes)} of ${gigabytes(system.memory_total_bytes)} GB`;
}

export function gpuText({ system }: AppState): string {
  const first = system?.gpus[0];
  if (first === undefined) return '';
  return first.utilisation_percent === null ? first.name : `${first.name} ${figure1(first.utilisation_percent)} %`;
}

/** What really runs, said by the nodes or, before they say, by the loaded models. */
export function deviceText(state: AppState): string {
  if (isLost(state)) return '–';
  const nodes = Object.values(state.statuses).flatMap((status) => status.nodes);
  return (modelAndDeviceOf(nodes).device || state.device).toUpperCase() || t.home.system.noModel;
}

export function SystemLine() {
  const hasGpu = useApp((state) => (state.system?.gpus.length ?? 0) > 0);
  return (
    <dl className="flex flex-wrap items-center gap-x-5 gap-y-0.5 text-s text-muted">
      <Fact name={t.home.system.cpu} read={cpuText} />
      <Fact name={t.home.system.memory} read={memoryText} />
      {hasGpu && <Fact name={t.home.system.gpu} read={gpuText} />}
      <Fact name={t.home.system.device} read={deviceText} />
    </dl>
  );
}

function Fact({ name, read }: { name: string; read: (state: AppState) => string }) {
  return (
    <div className="flex gap-1.5">
      <dt>{name}</dt>
      <dd className="text-text"><LiveText read={read} /></dd>
    </div>
  );
}
