import { useState } from 'react';
import { edgePictureUrl } from '../../api/client';
import type { DocEdge } from '../../document/types';
import { isActive, runStateOf } from '../../state/selectors';
import { useApp } from '../../state/store';
import { t } from '../../texts';
import { useRounds } from '../../ui/use_rounds';

const periodMs = 1000;

/** The last frame on an edge, when somebody asks: the engine keeps none otherwise. */
export function EdgeFrame({ workflow, edge }: { workflow: string; edge: DocEdge }) {
  const active = useApp((state) => isActive(runStateOf(state, workflow)));
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const round = useRounds(on && active && !failed, periodMs);
  if (!active) return null;
  if (!on) return <button type="button" className="button self-start" onClick={() => { setOn(true); setFailed(false); }}>{t.edge.thumbnail}</button>;
  if (failed) return <p className="text-s text-muted">{t.edge.noThumbnail}</p>;
  return <img src={`${edgePictureUrl(workflow, edge.from, edge.to, 320)}&t=${round}`} alt={t.builder.edgeLabel(edge.from, edge.to)} className="w-full rounded-md border border-line bg-black" onError={() => setFailed(true)} />;
}
