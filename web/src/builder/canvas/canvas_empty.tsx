import { Plus, Workflow } from 'lucide-react';
import { t } from '../../texts';

/** What to do with an empty canvas. Clicks beside the button still reach it. */
export function CanvasEmpty({ onQuickAdd }: { onQuickAdd: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-0 z-[4] grid place-items-center p-6 text-center max-sm:items-start max-sm:pt-16">
      <div className="flex max-w-sm flex-col items-center gap-3">
        <Workflow size="2rem" strokeWidth={1.25} className="text-muted" aria-hidden />
        <p className="font-semibold">{t.builder.emptyTitle}</p>
        <p className="text-muted">{t.builder.emptyHelp}</p>
        <button type="button" className="button button-primary pointer-events-auto" onClick={onQuickAdd}><Plus size="1rem" aria-hidden />{t.builder.quickAdd}</button>
      </div>
    </div>
  );
}
