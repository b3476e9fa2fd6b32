import { Maximize2, Pause, Play, ScanEye } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { PictureWords } from '../../picture/picture_words';
import { isActive, runStateOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import { useOnScreen } from '../../ui/use_on_screen';
import { usePlayer } from '../../ui/use_player';
import { useBuilder } from '../context';

/** The live picture inside its node. It rests while nobody can see it, and while the panel shows the same view. */
export const NodePicture = memo(function NodePicture({ id }: { id: string }) {
  const { id: workflow, enlarge, enlarged } = useBuilder();
  const host = useRef<HTMLDivElement>(null);
  const seen = useOnScreen(host);
  const [paused, setPaused] = useState(false);
  const active = useApp((state) => isActive(runStateOf(state, workflow)) && (state.statuses[workflow]?.nodes.some((node) => node.id === id) ?? false));
  const on = active && seen && enlarged !== id;
  const player = usePlayer(host, workflow, on ? id : null, paused);
  return (
    <div className="node-picture nodrag" onDoubleClick={(event) => { event.stopPropagation(); enlarge(id); }}>
      <div ref={host} className={`xray-host absolute inset-0 ${player === null ? '' : 'bg-black'}`} />
      {player === null && <p className="flex flex-col items-center gap-1 px-3 text-center text-s text-muted"><ScanEye size="1.25rem" strokeWidth={1.5} aria-hidden />{active ? t.view.paused : t.node.idlePicture}</p>}
      {player !== null && <PictureWords id={workflow} player={player} trouble="said elsewhere" />}
      {active && (
        // A click here is not one on the node: selecting that would open its settings and move the canvas.
        <div className="absolute bottom-1.5 right-1.5 flex gap-1" onClick={(event) => event.stopPropagation()}>
          <IconButton className="picture-button" label={paused ? t.view.play : t.view.pause} icon={paused ? Play : Pause} onClick={() => setPaused(!paused)} />
          <IconButton className="picture-button" label={t.node.enlarge} icon={Maximize2} onClick={() => enlarge(id)} />
        </div>
      )}
    </div>
  );
});
