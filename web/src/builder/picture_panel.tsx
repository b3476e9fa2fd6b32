import { X } from 'lucide-react';
import { Picture } from '../picture/picture';
import { isViewType } from '../state/views';
import { t } from '../texts';
import { IconButton } from '../ui/icon_button';
import { useKeys } from '../ui/use_keys';
import { docOf, useEditor } from './editor';

/** A view, large, over the canvas. */
export function PicturePanel({ id, view, onView, onClose }: { id: string; view: string; onView: (view: string) => void; onClose: () => void }) {
  const views = useEditor((editor) => docOf(editor).nodes.filter((node) => isViewType(node.type)).map((node) => node.id).join(' '));
  useKeys({ Escape: onClose }, { first: true });
  return (
    <section aria-label={t.view.panel} className="absolute inset-0 z-[15] bg-page">
      <Picture id={id} views={views.split(' ')} view={view} onView={onView}>
        <IconButton label={t.view.closePanel} shortcut="Escape" icon={X} onClick={onClose} />
      </Picture>
    </section>
  );
}
