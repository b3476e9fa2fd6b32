import { ImageOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { snapshotUrl } from '../api/client';
import { isActive, isLost, nodesOf, runStateOf, snapshotOf } from '../state/selectors';
import { useApp } from '../state/store';
import { viewsOf } from '../state/views';
import { t } from '../texts';
import { useOnScreen } from '../ui/use_on_screen';
import { useRounds } from '../ui/use_rounds';

const periodMs = 2000;

/** A picture every 2 s, while it is on the screen and the tab is seen: cheaper than a stream a card. */
export function Thumbnail({ id, name }: { id: string; name: string }) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useOnScreen(box);
  const live = useApp((state) => runStateOf(state, id) === 'running' && (snapshotOf(state, id)?.frames.out ?? 0) > 0);
  const lost = useApp(isLost);
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const view = useApp((state) => viewsOf(nodesOf(state, id))[0] ?? null);
  const [shown, setShown] = useState(false);
  const round = useRounds(live && seen, periodMs);
  const on = live && view !== null;
  return (
    <div ref={box} className={`relative grid aspect-video place-items-center overflow-hidden text-muted ${on && shown ? 'bg-black' : 'bg-page'}`}>
      {!(on && shown) && (
        <p className="flex flex-col items-center gap-1.5 text-s">
          <ImageOff size="1.5rem" strokeWidth={1.25} aria-hidden />
          {lost ? t.states.lost : !active ? t.home.resting : live && view === null ? t.home.noView : t.home.noPicture}
        </p>
      )}
      {on && (
        <img
          src={`${snapshotUrl(id, view)}?t=${round}`}
          alt={t.home.pictureOf(name)}
          className={`absolute inset-0 h-full w-full object-contain ${shown ? '' : 'invisible'}`}
          onLoad={() => setShown(true)}
          onError={() => setShown(false)}
        />
      )}
    </div>
  );
}
