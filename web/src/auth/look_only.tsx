import { Eye } from 'lucide-react';
import { t } from '../texts';
import { useMay } from './session';

/** Why nothing can be changed here; nothing for those who may. */
export function LookOnly({ short = false }: { short?: boolean }) {
  if (useMay('editor')) return null;
  return (
    <p role="note" title={t.auth.lookOnly} className="flex items-center gap-1.5 text-s text-muted">
      <Eye size="0.875rem" className="shrink-0" aria-hidden /><span className={short ? 'sr-only lg:not-sr-only' : ''}>{t.auth.lookOnly}</span>
    </p>
  );
}
