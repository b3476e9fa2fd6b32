import { Moon, Plus, Sun } from 'lucide-react';
import { figure1, gigabytes } from '../lib/format';
import { modelAndDeviceOf } from '../state/selectors';
import { useApp, type AppState } from '../state/store';
import { LiveText } from './live';
import { useTheme } from './theme';

export function Header({ onNew }: { onNew: () => void }) {
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-surface px-4 py-2 sm:px-6">
      <h1 className="flex items-center gap-2 text-m font-semibold">
        <img src="/favicon.svg" alt="" className="h-6 w-6" />
        Overwatch
      </h1>
      <SystemLine />
      <div className="ml-auto flex items-center gap-2">
        <ThemeButton />
        <button type="button" className="button" onClick={onNew} aria-keyshortcuts="n">
          <Plus size="1rem" aria-hidden />
          <span className="hidden sm:inline">New workflow</span>
          <span className="sm:hidden">New</span>
        </button>
      </div>
    </header>
  );
}

function cpu({ system }: AppState): string {
  if (system?.cpu_percent == null) return '–';
  const cores = system.cores === null ? '' : ` of ${system.cores} ${system.cores === 1 ? 'core' : 'cores'}`;
  return `${Math.round(system.cpu_percent)} %${cores}`;
}

function memory({ system }: AppState): string {
  if (system?.memory_used_bytes == null || system.memory_total_bytes === null) return '–';
  return `${gigabytes(system.memory_used_bytes)} of ${gigabytes(system.memory_total_bytes)} GB`;
}

function gpu({ system }: AppState): string {
  const first = system?.gpus[0];
  if (first === undefined) return '';
  return first.utilisation_percent === null ? first.name : `${first.name} ${figure1(first.utilisation_percent)} %`;
}

/** What really runs, said by the nodes or, before they say, by the loaded models. */
function device(state: AppState): string {
  const nodes = Object.values(state.statuses).flatMap((status) => status.nodes);
  return (modelAndDeviceOf(nodes).device || state.device).toUpperCase() || 'no model loaded';
}

function SystemLine() {
  const hasGpu = useApp((state) => (state.system?.gpus.length ?? 0) > 0);
  return (
    <dl className="order-last flex w-full flex-wrap items-center gap-x-5 gap-y-0.5 text-s text-muted md:order-none md:w-auto">
      <Fact name="CPU" read={cpu} />
      <Fact name="Memory" read={memory} />
      {hasGpu && <Fact name="GPU" read={gpu} />}
      <Fact name="Runs on" read={device} />
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

function ThemeButton() {
  const [theme, toggle] = useTheme();
  const label = theme === 'dark' ? 'Use the light theme' : 'Use the dark theme';
  return (
    <button type="button" className="button button-quiet px-0" onClick={toggle} aria-label={label} title={label}>
      {theme === 'dark' ? <Sun size="1rem" /> : <Moon size="1rem" />}
    </button>
  );
}
