import { useQuery } from '@tanstack/react-query';
import { CornerLeftUp, FileVideo, Folder } from 'lucide-react';
import { useState } from 'react';
import { listMedia } from '../api/sources';
import { bytes } from '../lib/format';
import { t } from '../texts';

/** The files of the media folders, a folder at a time. */
export function MediaBrowser({ onPick }: { onPick: (path: string) => void }) {
  const [folder, setFolder] = useState('');
  const { data, isError, isPending } = useQuery({ queryKey: ['media', folder], queryFn: () => listMedia(folder), retry: false });
  if (isError) return <p className="text-s text-muted">{t.form.source.unavailable}</p>;
  if (isPending) return <div className="skeleton h-28" aria-hidden />;
  const up = folder.includes('/') ? folder.replace(/\/[^/]*$/, '') : '';
  return (
    <div className="rounded-md border border-line bg-page">
      {folder !== '' && <Row icon={<CornerLeftUp size="1rem" aria-hidden />} label={t.form.source.up} detail="" onPick={() => setFolder(up)} />}
      <ul className="max-h-56 overflow-y-auto p-1" aria-label={t.form.source.browse}>
        {data.map((entry) => (
          <li key={entry.path}>
            <Row
              icon={entry.folder ? <Folder size="1rem" aria-hidden /> : <FileVideo size="1rem" aria-hidden />} label={entry.name} detail={entry.folder || entry.bytes === 0 ? '' : bytes(entry.bytes)}
              onPick={() => (entry.folder ? setFolder(entry.path) : onPick(entry.path))}
            />
          </li>
        ))}
        {data.length === 0 && <li className="px-2 py-3 text-s text-muted">{t.form.source.empty}</li>}
      </ul>
    </div>
  );
}

function Row({ icon, label, detail, onPick }: { icon: React.ReactNode; label: string; detail: string; onPick: () => void }) {
  return (
    <button type="button" className="flex min-h-9 w-full items-center gap-2 rounded px-2 text-left hover:bg-raised" onClick={onPick}>
      <span className="text-muted">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <span className="figures text-s text-muted">{detail}</span>
    </button>
  );
}
