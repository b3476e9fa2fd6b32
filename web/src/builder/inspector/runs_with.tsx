import { CircleAlert } from 'lucide-react';
import { useMay } from '../../auth/session';
import type { Option } from '../../api/node_types';
import type { DocNode } from '../../document/types';
import { sameValue, shown } from '../../forms/option_value';
import { t } from '../../texts';
import { applyLive } from '../apply_live';
import { useBuilder } from '../context';
import { run as startAnew } from '../run';
import { runsAt } from '../running';
import { useSettled } from '../use_settled';

/** What the run has where the canvas has something else, and the way to have the canvas run. */
export function RunsWith({ node, option }: { node: DocNode; option: Option }) {
  const { id, run } = useBuilder();
  const may = useMay('editor');
  const runs = runsAt(run?.running ?? null, node.id);
  const value = node.options[option.name];
  const differs = runs !== undefined && runs.type === node.type && !sameValue(option, runs.options[option.name], value);
  const text = (given: typeof value) => shown(option, given ?? option.fallback ?? undefined);
  const settled = useSettled(differs ? JSON.stringify([value, runs.options[option.name]]) : '');
  if (!differs || !settled) return null;
  const is = runs.options[option.name];
  const preset = run?.changes.some((each) => each.nodeType === node.type && each.option === option.name && sameValue(option, each.value, is)) === true;
  const apply = option.live
    ? { label: t.run.applyOne, run: () => void applyLive(id, [{ node: node.id, option: option.name, value: value ?? option.fallback }]) }
    : { label: t.run.apply, run: () => void startAnew() };
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-s text-warning" role="status" data-part="runs-with">
      <CircleAlert size="0.875rem" className="shrink-0" aria-hidden />
      <p className="min-w-0 [overflow-wrap:anywhere]">{preset ? t.run.runsWithPreset(text(is)) : t.run.runsWith(text(is))}</p>
      {may && (option.live || !preset) && <button type="button" className="button px-2 text-s" onClick={apply.run}>{apply.label}</button>}
    </div>
  );
}
