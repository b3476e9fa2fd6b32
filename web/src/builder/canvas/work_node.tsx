import type { NodeProps } from '@xyflow/react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { DocNode, Json } from '../../document/types';
import { headline, sameValue, shown } from '../../forms/option_value';
import { shortPlace } from '../../lib/format';
import { isActive, nodesOf, runStateOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { isViewType } from '../../state/views';
import { t } from '../../texts';
import { CategoryIcon } from '../category_icon';
import { useBuilder } from '../context';
import { useEditor } from '../editor';
import { runsAt } from '../running';
import type { WorkFlowNode } from './flow_items';
import { NodePicture } from './node_picture';
import { NodePorts } from './node_ports';
import { NodeStrip } from './node_strip';

export const WorkNode = memo(function WorkNode({ id, data, selected }: NodeProps<WorkFlowNode>) {
  const { types } = useBuilder();
  const type = types.get(data.item.type);
  const ports = Math.max(type?.inputs.length ?? 0, type?.outputs.length ?? 0);
  return (
    <div className={`node ${selected ? 'node-chosen' : ''}`} data-title={type?.title ?? data.item.type} style={ports > 1 ? { minHeight: 24 + ports * 28 } : undefined}>
      <NodePorts ports={type?.inputs ?? []} side="in" />
      <NodePorts ports={type?.outputs ?? []} side="out" />
      <header className="flex items-center gap-2">
        <CategoryIcon category={type?.category ?? ''} className="shrink-0 text-muted" />
        <span className="min-w-0 flex-1 truncate font-semibold">{type?.title ?? data.item.type}</span>
        <span className="max-w-[45%] truncate text-s text-muted">{id}</span>
      </header>
      <Headline item={data.item} />
      <Problems id={id} />
      <NodeStrip id={id} />
      {isViewType(data.item.type) && <NodePicture id={id} />}
    </div>
  );
});

function Headline({ item }: { item: DocNode }) {
  const { types, run } = useBuilder();
  const type = types.get(item.type);
  if (type === undefined) return types.size === 0 ? null : <p className="mt-1 text-s text-error">{t.builder.missingType(item.type)}</p>;
  const line = headline(type.options, item.options);
  if (line === null || line.value === undefined) return null;
  const say = (value: Json | undefined) => shown(line.option, value ?? line.option.fallback ?? undefined);
  const short = (text: string) => (line.option.type === 'source' || line.option.type === 'model' ? shortPlace(text) : text);
  const runs = runsAt(run?.running ?? null, item.id);
  const differs = runs?.type === item.type && !sameValue(line.option, runs.options[line.option.name], line.value);
  return (
    <>
      <p className="mt-1 truncate text-s text-muted" title={say(line.value)}>{short(say(line.value))}</p>
      {differs && !line.option.live && <p className="truncate text-s text-warning">{t.run.runsWith(short(say(runs.options[line.option.name])))}</p>}
    </>
  );
}

/** The check names a file by its place on the server, the node as it is written. */
const saysSame = (foretold: string, message: string): boolean => foretold === message || foretold.endsWith(`/${message}`);

function Problems({ id }: { id: string }) {
  const errors = useEditor((editor) => editor.problems.filter((problem) => problem.node === id && !problem.warning).length);
  const { id: workflow } = useBuilder();
  const foretold = useEditor((editor) => editor.problems.find((problem) => problem.node === id && problem.warning)?.message ?? '');
  // A node that runs and complains says itself, below, what its warnings foretold; one that has failed says it until the next start.
  // Nodes without a warning need not look.
  const complains = useApp((state) => foretold !== '' && nodesOf(state, workflow).some((node) => node.id === id && node.health !== 'ok' && node.message !== '' && (saysSame(foretold, node.message) || isActive(runStateOf(state, workflow)))));
  const warning = complains ? '' : foretold;
  const first = useEditor((editor) => editor.problems.find((problem) => problem.node === id && !problem.warning));
  if (errors > 0) {
    const place = first?.option === null || first?.option === undefined ? '' : `${first.option}: `;
    return (
      <p className="node-problem text-error" role="status">
        <CircleAlert size="0.875rem" className="mt-px shrink-0" aria-hidden />
        <span className="line-clamp-3 min-w-0 [overflow-wrap:anywhere]">{`${place}${first?.message ?? ''}`}{errors > 1 && ` (+${errors - 1})`}</span>
      </p>
    );
  }
  return warning === '' ? null : <p className="node-problem text-warning"><TriangleAlert size="0.875rem" className="mt-px shrink-0" aria-hidden /><span className="min-w-0">{warning}</span></p>;
}
