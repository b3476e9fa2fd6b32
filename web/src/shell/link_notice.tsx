import { WifiOff } from 'lucide-react';
import { useApp } from '../state/store';
import { t } from '../texts';

export function LinkNotice() {
  const lost = useApp((state) => state.link === 'lost');
  if (!lost) return null;
  return (
    <p role="alert" className="panel fixed inset-x-4 top-4 z-50 mx-auto flex w-fit items-center gap-2 px-4 py-2.5 shadow-xl">
      <WifiOff size="1rem" className="shrink-0 text-error" aria-hidden />
      {t.app.lost}
    </p>
  );
}
