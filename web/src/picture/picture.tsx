import { useRef, useState, type ReactNode } from 'react';
import { isActive, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { usePlayer } from '../ui/use_player';
import { load, save } from '../lib/storage';
import { t } from '../texts';
import { PictureCover } from './picture_cover';
import { PictureTools } from './picture_tools';
import { PictureNote } from './picture_note';
import { StatsOverlay } from './stats_overlay';
import { savePicture } from './save_picture';
import { Original } from './original';
import { useKeys } from '../ui/use_keys';

interface PictureProps {
  id: string;
  views: string[];
  view: string;
  onView: (view: string) => void;
  /** More buttons of the place where the picture stands. */
  children?: ReactNode;
}

/** A live picture at full size, with everything that can be done with it. Every message stands on it, so nothing jumps. */
export function Picture({ id, views, view, onView, children }: PictureProps) {
  const stage = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const [figures, setFigures] = useState(() => load('figures') !== 'off');
  const [paused, setPaused] = useState(false);
  const [beside, setBeside] = useState(false);
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const player = usePlayer(host, id, active && views.includes(view) ? view : null, paused);

  const toggleFigures = () => {
    save('figures', figures ? 'off' : null);
    setFigures(!figures);
  };
  const toggleFullScreen = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else void stage.current?.requestFullscreen().catch(() => undefined);
  };
  useKeys({ f: toggleFullScreen, i: toggleFigures, ' ': () => (player === null ? false : setPaused(!paused)) });
  return (
    <div ref={stage} className={`picture ${player === null ? 'bg-surface' : 'bg-black'}`}>
      <div className="picture-row">
        {beside && active && <Original id={id} view={view} paused={paused} />}
        <div className="relative min-h-0 min-w-0 flex-1">
          <div ref={host} className="xray-host absolute inset-0" />
          <PictureCover id={id} player={player} views={views.length} />
          {beside && active && <span className="absolute right-2 top-2 rounded bg-black/70 px-2 py-0.5 text-s text-white">{t.view.xray}</span>}
          {player !== null && <PictureNote player={player} paused={paused} />}
        </div>
      </div>
      <div className="picture-bar">
        {player !== null && figures && <StatsOverlay id={id} player={player} />}
        <PictureTools views={views} view={view} onView={onView} figures={figures} onFigures={toggleFigures} paused={paused} onPause={() => setPaused(!paused)}
          beside={beside} onBeside={() => setBeside(!beside)} onSave={() => player !== null && void savePicture(player, id, view)} onFullScreen={toggleFullScreen} live={player !== null} />
        {children}
      </div>
    </div>
  );
}
