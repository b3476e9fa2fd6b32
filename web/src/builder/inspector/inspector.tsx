import { Copy, Trash2, X } from 'lucide-react';
import { LookOnly } from '../../auth/look_only';
import { useMay } from '../../auth/session';
import { edgeKey } from '../../document/types';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import { useNarrow } from '../../ui/use_narrow';
import { duplicate } from '../canvas/clipboard';
import { covers } from '../canvas/covers';
import { removeSelected } from '../canvas/use_flow';
import { docOf, select, useEditor } from '../editor';
import { EdgeDetails } from './edge_details';
import { NodeDetails } from './node_details';

/** What is selected, and all that can be set about it. Not there when nothing is. */
export function Inspector() {
  const narrow = useNarrow();
  const selection = useEditor((editor) => editor.selection);
  const only = selection.size === 1 ? ([...selection][0] ?? '') : '';
  const node = useEditor((editor) => docOf(editor).nodes.find((each) => each.id === only));
  const edge = useEditor((editor) => docOf(editor).edges.find((each) => edgeKey(each) === only));
  if (selection.size === 0 || (selection.size === 1 && node === undefined && edge === undefined)) return null;
  return (
    <aside ref={narrow ? covers.bottom : covers.right} aria-label={t.inspector.title} className="inspector border-line bg-surface">
      {node !== undefined && <NodeDetails key={node.id} node={node} />}
      {edge !== undefined && <EdgeDetails key={only} edge={edge} />}
      {selection.size > 1 && <Several count={selection.size} />}
    </aside>
  );
}

function Several({ count }: { count: number }) {
  const may = useMay('editor');
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="flex items-center">
        <h2 className="flex-1 font-semibold">{t.inspector.several(count)}</h2>
        <IconButton label={t.app.close} icon={X} onClick={() => select([])} />
      </div>
      <LookOnly />
      {may && <div className="flex gap-2">
        <button type="button" className="button" onClick={duplicate}><Copy size="1rem" aria-hidden />{t.inspector.duplicate}</button>
        <button type="button" className="button text-error" onClick={removeSelected}><Trash2 size="1rem" aria-hidden />{t.inspector.remove}</button>
      </div>}
    </div>
  );
}
