import { Camera, Info, Maximize } from 'lucide-react';
import { snapshotUrl } from '../api/client';

interface StageToolsProps {
  workflow: string;
  views: string[];
  view: string;
  figures: boolean;
  onView: (view: string) => void;
  onFigures: () => void;
  onFullScreen: () => void;
}

const tool = 'inline-flex h-9 w-9 items-center justify-center rounded-md bg-black/70 text-white hover:bg-black';

/** Always visible, in a corner of the picture. */
export function StageTools({ workflow, views, view, figures, onView, onFigures, onFullScreen }: StageToolsProps) {
  return (
    <div className="stage-tools absolute right-3 flex gap-1.5">
      {views.length > 1 && (
        <select value={view} onChange={(event) => onView(event.target.value)} aria-label="X-RAY view" className={`${tool} w-auto max-w-40 px-2`}>
          {views.map((each) => <option key={each} value={each} className="text-black">{each}</option>)}
        </select>
      )}
      <button type="button" className={tool} onClick={onFigures} aria-pressed={figures} aria-keyshortcuts="i" aria-label="Figures" title="Figures (i)">
        <Info size="1.125rem" />
      </button>
      <a className={tool} href={snapshotUrl(workflow, view)} target="_blank" rel="noreferrer" aria-label="Snapshot" title="Snapshot (JPEG)">
        <Camera size="1.125rem" />
      </a>
      <button type="button" className={tool} onClick={onFullScreen} aria-keyshortcuts="f" aria-label="Full screen" title="Full screen (f)">
        <Maximize size="1.125rem" />
      </button>
    </div>
  );
}
