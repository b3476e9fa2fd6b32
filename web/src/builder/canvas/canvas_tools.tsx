import { useReactFlow } from '@xyflow/react';
import { Group, LayoutDashboard, Maximize, MessageSquarePlus, Plus, ZoomIn, ZoomOut } from 'lucide-react';
import { useMay } from '../../auth/session';
import { arrange } from '../../document/arrange';
import type { Point } from '../../document/types';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import { edit } from '../editor';
import type { FlowItem, FlowLink } from './flow_items';
import { addComment, addGroup } from './use_canvas_keys';

/** Beside the keys: everything that the canvas can do, for mouse and finger. */
export function CanvasTools({ centre, onQuickAdd, onFit }: { centre: () => Point; onQuickAdd: () => void; onFit: () => void }) {
  const may = useMay('editor');
  const flow = useReactFlow<FlowItem, FlowLink>();
  return (
    <div role="toolbar" aria-label={t.builder.canvas} className="canvas-tools absolute bottom-3 left-3 z-[5] flex rounded-lg border border-line bg-surface p-0.5">
      {may && (
        <>
          <IconButton label={t.builder.quickAdd} shortcut="a" icon={Plus} onClick={onQuickAdd} />
          <IconButton label={t.builder.comment} shortcut="c" icon={MessageSquarePlus} onClick={() => addComment(centre())} />
          <IconButton label={t.builder.group} shortcut="Shift+G" icon={Group} onClick={() => addGroup(centre(), flow)} />
          <IconButton label={t.builder.arrange} shortcut="l" icon={LayoutDashboard} onClick={() => { edit(t.labels.arrange, arrange); setTimeout(onFit, 50); }} />
          <span className="mx-0.5 my-1.5 w-px bg-line" aria-hidden />
        </>
      )}
      <IconButton label={t.builder.fit} shortcut="0" icon={Maximize} onClick={onFit} />
      <span className="hidden sm:flex">
        <IconButton label={t.builder.zoomOut} shortcut="-" icon={ZoomOut} onClick={() => void flow.zoomOut()} />
        <IconButton label={t.builder.zoomIn} shortcut="+" icon={ZoomIn} onClick={() => void flow.zoomIn()} />
      </span>
    </div>
  );
}
