import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { CornerLeftUp, FileVideo, Folder, Image } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { asApiError } from '../api/problem';
import { listMedia, type MediaEntry, type MediaListing } from '../api/sources';
import { bytes } from '../lib/format';
import { t } from '../texts';
import { pathOf, sourceOf, whyUnusable } from './media_source';

const icons = { folder: Folder, video: FileVideo, picture: Image };

/** The names of the roots come with each listing: those of any that has come. */
export function knownRoots(client: QueryClient): string[] {
  const listings = client.getQueriesData<MediaListing>({ queryKey: ['media'] }).map(([, listing]) => listing?.roots ?? []);
  return listings.find((roots) => roots.length > 0) ?? [];
}

/** A server that has told its roots lists files: one that fails says something about itself alone. */
export function faultOf(error: Error | null, roots: readonly string[]): string | null {
  if (error === null) return null;
  const { status, message } = asApiError(error);
  return status === 404 && roots.length === 0 ? t.form.source.unavailable : message;
}

/** The files of the media folders, a folder at a time. */
export function MediaBrowser({ onPick }: { onPick: (source: string) => void }) {
  const [{ root, folder }, setPlace] = useState<MediaPlace>({ root: 0, folder: '' });
  const client = useQueryClient();
  const { data, error, isPending } = useQuery({ queryKey: ['media', root, folder], queryFn: () => listMedia(root, folder), retry: false, staleTime: 5000 });
  const [known, setKnown] = useState<string[]>([]);
  const told = data?.roots ?? knownRoots(client);
  if (told.length > 0 && told.join('\n') !== known.join('\n')) setKnown(told);  // the listing that told them may be forgotten
  const roots = told.length > 0 ? told : known;
  const fault = faultOf(error, roots);
  if (fault !== null && roots.length === 0) return <p className="text-s text-muted">{fault}</p>;
  if (isPending && roots.length === 0) return <div className="skeleton h-28" aria-hidden />;
  return <MediaList roots={roots} root={root} folder={folder} entries={data?.entries ?? null} fault={fault} onPlace={setPlace} onPick={onPick} />;
}

interface MediaPlace {
  root: number;
  folder: string;
}

interface MediaListProps extends MediaPlace {
  roots: readonly string[];
  /** Null until they come. */
  entries: readonly MediaEntry[] | null;
  /** Why there are none. */
  fault: string | null;
  onPlace: (place: MediaPlace) => void;
  onPick: (source: string) => void;
}

export function MediaList({ roots, root, folder, entries, fault, onPlace, onPick }: MediaListProps) {
  const open = (entry: MediaEntry) => {
    if (entry.kind === 'folder') onPlace({ root, folder: pathOf(folder, entry) });
    else onPick(sourceOf(root, folder, entry));
  };
  const up = () => onPlace({ root, folder: folder.includes('/') ? folder.replace(/\/[^/]*$/, '') : '' });
  return (
    <div className="rounded-md border border-line bg-page">
      {roots.length > 1 && (
        <select className="input rounded-b-none border-0 border-b text-s" aria-label={t.form.source.media} value={root} onChange={(event) => onPlace({ root: Number(event.target.value), folder: '' })}>
          {roots.map((name, index) => <option key={name} value={index}>{name}</option>)}
        </select>
      )}
      {fault === null && entries === null && <div className="skeleton h-28" aria-hidden />}
      {fault !== null && <p role="alert" className="px-3 pt-3 text-s text-error [overflow-wrap:anywhere]">{fault}</p>}
      <ul className="max-h-56 overflow-y-auto p-1" aria-label={t.form.source.browse}>
        {folder !== '' && <li><Row icon={<CornerLeftUp size="1rem" aria-hidden />} label={t.form.source.up} detail="" why="" onPick={up} /></li>}
        {fault === null && entries?.map((entry, index) => {
          const Icon = icons[entry.kind];
          const why = whyUnusable(root, folder, entry);
          // Names that are no text may look the same.
          return (
            <li key={`${entry.name} ${index}`}>
              <Row icon={<Icon size="1rem" aria-hidden />} label={entry.name} detail={entry.bytes === 0 ? '' : bytes(entry.bytes)} why={why === null ? '' : t.form.source.unusable[why]} onPick={() => open(entry)} />
            </li>
          );
        })}
        {fault === null && entries?.length === 0 && <li className="px-2 py-3 text-s text-muted">{t.form.source.empty}</li>}
      </ul>
    </div>
  );
}

/** `why`: it cannot be picked. */
function Row({ icon, label, detail, why, onPick }: { icon: ReactNode; label: string; detail: string; why: string; onPick: () => void }) {
  return (
    <button type="button" className={`flex min-h-9 w-full items-center gap-2 rounded px-2 text-left ${why === '' ? 'hover:bg-raised' : ''}`} disabled={why !== ''} onClick={onPick}>
      <span className="text-muted">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className={`block truncate whitespace-pre ${why === '' ? '' : 'text-muted'}`}>{label}</span>
        {why !== '' && <span className="block text-s text-muted">{why}</span>}
      </span>
      <span className="figures text-s text-muted">{detail}</span>
    </button>
  );
}
