import { Pause, Play, RefreshCw } from 'lucide-react';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import type { Still } from './use_still';

/** What the picture is, and what can be done about it. */
export function StillBar({ still: { words, held, setHeld, takeAnew } }: { still: Still }) {
  return (
    <div className="flex min-h-9 items-center gap-2">
      <p role="status" className="min-w-0 flex-1 text-s text-muted [overflow-wrap:anywhere]">{words}</p>
      {setHeld !== null && <IconButton label={held ? t.form.points.goOn : t.form.points.hold} icon={held ? Play : Pause} onClick={() => setHeld(!held)} />}
      {takeAnew !== null && <IconButton label={t.form.points.anew} icon={RefreshCw} onClick={takeAnew} />}
    </div>
  );
}
