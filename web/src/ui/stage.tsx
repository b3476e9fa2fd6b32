import { useRef, useState } from 'react';
import type { NodeStatus } from '../api/types';
import { load, save } from '../lib/storage';
import { isActive, nodesOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { StageCover } from './stage_cover';
import { StageNotice } from './stage_notice';
import { StageTools } from './stage_tools';
import { StatsOverlay } from './stats_overlay';
import { useKeys } from './use_keys';
import { usePlayer } from './use_player';

function viewsOf(nodes: readonly NodeStatus[]): string[] {
  return nodes.filter((node) => node.type === 'xray_view').map((node) => node.id);
}

/** The live picture. The stage keeps its size whatever the picture's; every message stands on it, so nothing jumps. */
export function Stage({ id }: { id: string }) {
  const stage = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const views = useViews(id);
  const [wanted, setWanted] = useState<string | null>(null);
  const [figures, setFigures] = useState(() => load('figures') !== 'off');
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const view = active ? (views.find((each) => each === wanted) ?? views[0] ?? null) : null;
  const player = usePlayer(host, id, view);

  const toggleFigures = () => {
    save('figures', figures ? 'off' : null);
    setFigures(!figures);
  };
  const toggleFullScreen = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else void stage.current?.requestFullscreen().catch(() => undefined);
  };
  useKeys({ f: toggleFullScreen, i: toggleFigures });

  return (
    <div ref={stage} className={`stage overflow-hidden rounded-lg border border-line ${player === null ? 'bg-surface' : 'bg-black'}`}>
      <div className="stage-box relative">
        <div ref={host} className="absolute inset-0" />
        <StageCover id={id} player={player} views={views.length} />
        <StageNotice id={id} player={player} />
        {player !== null && view !== null && (
          <StageTools workflow={id} views={views} view={view} figures={figures}
            onView={setWanted} onFigures={toggleFigures} onFullScreen={toggleFullScreen} />
        )}
      </div>
      {player !== null && figures && <StatsOverlay id={id} player={player} />}
    </div>
  );
}

/** The X-RAY nodes; while a workflow restarts it has no nodes, and the last ones are kept. */
function useViews(id: string): string[] {
  const views = useApp((state) => viewsOf(nodesOf(state, id)).join(' '));
  const [last, setLast] = useState(views);
  if (views !== '' && views !== last) setLast(views);
  const shown = views === '' ? last : views;
  return shown === '' ? [] : shown.split(' ');
}
