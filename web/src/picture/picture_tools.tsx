import { Camera, Columns2, Info, Maximize, Pause, Play } from 'lucide-react';
import { t } from '../texts';
import { IconButton } from '../ui/icon_button';

interface PictureToolsProps {
  views: string[];
  view: string;
  onView: (view: string) => void;
  figures: boolean;
  onFigures: () => void;
  paused: boolean;
  onPause: () => void;
  beside: boolean;
  onBeside: () => void;
  onSave: () => void;
  onFullScreen: () => void;
  live: boolean;
}

export function PictureTools(props: PictureToolsProps) {
  const { views, view, onView, live } = props;
  return (
    <div className="ml-auto flex gap-1">
      {views.length > 1 && (
        <select value={view} onChange={(event) => onView(event.target.value)} aria-label={t.view.view} className="input w-auto max-w-40">
          {views.map((each) => <option key={each} value={each}>{each}</option>)}
        </select>
      )}
      {live && (
        <>
          <IconButton label={props.paused ? t.view.play : t.view.pause} icon={props.paused ? Play : Pause} onClick={props.onPause} />
          <IconButton label={t.view.figures} shortcut="i" icon={Info} pressed={props.figures} onClick={props.onFigures} />
          <IconButton label={t.view.sideBySide} icon={Columns2} pressed={props.beside} onClick={props.onBeside} />
          <IconButton label={t.view.snapshot} icon={Camera} onClick={props.onSave} />
        </>
      )}
      <IconButton label={t.view.fullScreen} shortcut="f" icon={Maximize} onClick={props.onFullScreen} />
    </div>
  );
}
