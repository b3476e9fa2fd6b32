import { useQuery } from '@tanstack/react-query';
import { CornerLeftUp, FileVideo, Folder, Image } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { listMedia, type MediaEntry } from '../api/sources';
import { bytes } from '../lib/format';
import { t } from '../texts';

const icons = { folder: Folder, video: FileVideo, picture: Image };

/** The files of the media folders, a folder at a time. */
export function MediaBrowser({ onPick }: { onPick: (source: string) => void }) {
  const [root, setRoot] = useState(0);
  const [folder, setFolder] = useState('');
  const { data, isError, isPending } = useQuery({ queryKey: ['media', root, folder], queryFn: () => listMedia(root, folder), retry: false, staleTime: 5000 });
  if (isError) return <p className="text-s text-muted">{t.form.source.unavailable}</p>;
  if (isPending) return <div className="skeleton h-28" aria-hidden />;
  const open = (entry: MediaEntry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.kind === 'folder') setFolder(path);
    // Relative paths begin at the first root, and hold on another machine, too.
    else onPick(root === 0 ? path : entry.source || path);
  };
  return (
    <div className="rounded-md border border-line bg-page">
      {data.roots.length > 1 && (
        <select className="input rounded-b-none border-0 border-b text-s" aria-label={t.form.source.media} value={root} onChange={(event) => { setRoot(Number(event.target.value)); setFolder(''); }}>
          {data.roots.map((name, index) => <option key={name} value={index}>{name}</option>)}
        </select>
      )}
      <ul className="max-h-56 overflow-y-auto p-1" aria-label={t.form.source.browse}>
        {folder !== '' && <li><Row icon={<CornerLeftUp size="1rem" aria-hidden />} label={t.form.source.up} detail="" onPick={() => setFolder(folder.includes('/') ? folder.replace(/\/[^/]*$/, '') : '')} /></li>}
        {data.entries.map((entry) => {
          const Icon = icons[entry.kind];
          return <li key={entry.name}><Row icon={<Icon size="1rem" aria-hidden />} label={entry.name} detail={entry.bytes === 0 ? '' : bytes(entry.bytes)} onPick={() => open(entry)} /></li>;
        })}
        {data.entries.length === 0 && <li className="px-2 py-3 text-s text-muted">{t.form.source.empty}</li>}
      </ul>
    </div>
  );
}

function Row({ icon, label, detail, onPick }: { icon: ReactNode; label: string; detail: string; onPick: () => void }) {
  return (
    <button type="button" className="flex min-h-9 w-full items-center gap-2 rounded px-2 text-left hover:bg-raised" onClick={onPick}>
      <span className="text-muted">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <span className="figures text-s text-muted">{detail}</span>
    </button>
  );
}
