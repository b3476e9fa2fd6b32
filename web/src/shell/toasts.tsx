import { OctagonX, X } from 'lucide-react';
import { dismissToast, useToasts } from '../state/toasts';
import { t } from '../texts';

/** There is one list for all pages, at the bottom or where the page has a place for it (`toastPlace`). */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <ol aria-live="polite" className="toasts pointer-events-none fixed z-50 flex flex-col items-center gap-2">
      {toasts.map(({ id, text, tone, action }) => (
        <li key={id} className="panel pointer-events-auto flex max-w-xl items-center gap-2 py-1 pl-4 pr-1 shadow-xl">
          {tone === 'error' && <OctagonX size="1rem" className="shrink-0 text-error" aria-hidden />}
          <span className="min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere]">{text}</span>
          {action !== null && (
            <button type="button" className="button" onClick={() => { action.run(); dismissToast(id); }}>{action.label}</button>
          )}
          <button type="button" className="button button-quiet px-0" aria-label={t.app.dismiss} onClick={() => dismissToast(id)}><X size="1rem" aria-hidden /></button>
        </li>
      ))}
    </ol>
  );
}
