import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useMay } from '../auth/session';
import { fetchVersion, fetchVersions } from '../api/versions';
import { diffLines } from '../document/diff';
import { writeWorkflow } from '../document/workflow_file';
import { moment } from '../lib/format';
import { say } from '../state/toasts';
import { t } from '../texts';
import { Dialog } from '../ui/dialog';
import { DiffView } from '../ui/diff_view';
import { docOf, edit, useEditor } from './editor';

/** What was stored before, what differs from the canvas, and the way back. */
export function VersionsSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: versions = [], isError, isPending } = useQuery({ queryKey: ['versions', id], queryFn: () => fetchVersions(id), retry: false, staleTime: 0 });
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Dialog title={t.versions.title} shape="sheet" onClose={onClose}>
      {isError && <p className="text-muted">{t.versions.unavailable}</p>}
      {isPending && <div className="skeleton h-24" aria-hidden />}
      {!isError && !isPending && versions.length === 0 && <p className="text-muted">{t.versions.none}</p>}
      <ol className="flex flex-col gap-1">
        {versions.map(({ version, storedAt, by }, index) => (
          <li key={version}>
            <button type="button" aria-expanded={open === version} onClick={() => setOpen(open === version ? null : version)} className="flex min-h-9 w-full items-center gap-3 rounded-md border border-line px-3 text-left hover:bg-raised">
              <span className="flex-1 font-medium">{t.save.version(version)}{index === 0 && <span className="ml-2 text-s font-normal text-muted">{t.versions.current}</span>}</span>
              <span className="figures text-s text-muted">{[by, moment(storedAt)].filter((part) => part !== '').join(' · ')}</span>
            </button>
            {open === version && <Comparison id={id} version={version} onDone={onClose} />}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function Comparison({ id, version, onDone }: { id: string; version: number; onDone: () => void }) {
  const { data: old, isError, error } = useQuery({ queryKey: ['version', id, version], queryFn: () => fetchVersion(id, version), staleTime: Infinity });
  const may = useMay('editor');
  const doc = useEditor(docOf);
  const lines = useMemo(() => (old === undefined ? [] : diffLines(writeWorkflow(old, { layout: false }), writeWorkflow(doc, { layout: false }))), [old, doc]);
  if (isError) return <p className="py-3 text-error">{error.message}</p>;
  if (old === undefined) return <div className="skeleton my-2 h-24" aria-hidden />;
  const same = lines.every((line) => line.kind === 'same');
  const restore = () => {
    edit(t.labels.restore, () => old, { select: [] });
    say(t.versions.restored(version));
    onDone();
  };
  return (
    <div className="flex flex-col gap-2 py-3">
      <p className="text-s text-muted">{same ? t.versions.same : t.versions.changes(version)}</p>
      {!same && <DiffView lines={lines} />}
      {!same && may && <button type="button" className="button self-start" onClick={restore}>{t.versions.restore}</button>}
    </div>
  );
}
