import { WifiOff } from 'lucide-react';
import { useDrafts, wouldLose } from '../state/drafts';
import { useApp } from '../state/store';
import { t } from '../texts';

/** A strip above the page: over it, it would lie on what is needed meanwhile. */
export function LinkNotice() {
  const lost = useApp((state) => state.link === 'lost');
  const unkept = useDrafts(wouldLose);
  if (!lost) return null;
  return (
    <p role="alert" className="flex gap-2 border-b border-line bg-surface px-4 py-2.5">
      <WifiOff size="1rem" className="mt-0.5 shrink-0 text-error" aria-hidden />
      <span className="min-w-0">{`${t.app.lost} ${unkept ? t.app.lostUnkept : t.app.lostKept}`}</span>
    </p>
  );
}
