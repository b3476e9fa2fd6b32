import { Copy, Trash2, X } from 'lucide-react';
import { LookOnly } from '../../auth/look_only';
import { useMay } from '../../auth/session';
import type { DocNode } from '../../document/types';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import { CategoryIcon } from '../category_icon';
import { duplicate } from '../canvas/clipboard';
import { removeSelected } from '../canvas/use_flow';
import { useBuilder } from '../context';
import { select } from '../editor';
import { Connections } from './connections';
import { IdField } from './id_field';
import { NodeFacts } from './node_facts';
import { NodeForm } from './node_form';

export function NodeDetails({ node }: { node: DocNode }) {
  const { types } = useBuilder();
  const may = useMay('editor');
  const type = types.get(node.type);
  return (
    <>
      <header className="flex items-center gap-2 border-b border-line py-2 pl-4 pr-2">
        <CategoryIcon category={type?.category ?? ''} className="shrink-0 text-muted" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{type?.title ?? node.type}</h2>
        {may && <IconButton label={t.inspector.duplicate} shortcut="Ctrl+D" icon={Copy} onClick={duplicate} />}
        {may && <IconButton label={t.inspector.remove} shortcut="Delete" icon={Trash2} onClick={removeSelected} />}
        <IconButton label={t.app.close} shortcut="Escape" icon={X} onClick={() => select([])} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4" role="group" aria-label={type?.title ?? node.type} tabIndex={may ? -1 : 0}>
        {type !== undefined && <p className="text-muted">{type.doc}</p>}
        {type === undefined && types.size > 0 && <p className="text-error">{t.builder.missingType(node.type)}</p>}
        <LookOnly />
        <fieldset disabled={!may} className="flex min-w-0 flex-col gap-5">
          <NodeForm node={node} type={type} />
          <Connections node={node} />
          <IdField id={node.id} />
        </fieldset>
        <NodeFacts id={node.id} />
      </div>
    </>
  );
}
