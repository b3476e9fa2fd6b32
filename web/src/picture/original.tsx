import { useEffect, useState } from 'react';
import { edgePictureUrl } from '../api/client';
import { useApp } from '../state/store';
import { t } from '../texts';

const periodMs = 500;

/** The picture that came to the view, before anything was drawn: twice a second, from the edge into it. */
export function Original({ id, view, paused }: { id: string; view: string; paused: boolean }) {
  const from = useApp((state) => state.statuses[id]?.edges.find((edge) => edge.to.split('.')[0] === view)?.from.split('.')[0] ?? '');
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => !document.hidden && setRound((before) => before + 1), periodMs);
    return () => clearInterval(timer);
  }, [paused]);
  return (
    <figure className="relative min-h-0 min-w-0 flex-1 bg-black">
      {from !== '' && <img src={`${edgePictureUrl(id, from, view, 1280)}&t=${round}`} alt={t.view.original} className={`absolute inset-0 h-full w-full object-contain ${failed ? 'invisible' : ''}`} onLoad={() => setFailed(false)} onError={() => setFailed(true)} />}
      {failed && <p className="absolute inset-0 grid place-items-center p-4 text-center text-white">{t.edge.noThumbnail}</p>}
      <figcaption className="absolute left-2 top-2 rounded bg-black/70 px-2 py-0.5 text-s text-white">{t.view.original}</figcaption>
    </figure>
  );
}
