import { MonitorSmartphone } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { diffLines } from '../document/diff';
import { writeWorkflow } from '../document/workflow_file';
import { moment } from '../lib/format';
import { say } from '../state/toasts';
import { t } from '../texts';
import { Dialog } from '../ui/dialog';
import { DiffView } from '../ui/diff_view';
import { docOf, edit, useEditor } from './editor';
import { NoticeLine } from './notice_line';
import { useOtherDraft, type OtherDraft } from './use_other_draft';

const whose = ({ own, info }: OtherDraft): string => (own ? t.others.here : info.author === '' ? t.others.browser : info.author);

/** Somebody else has begun something here and not saved it: nothing of it comes onto the canvas unasked. */
export function OtherDraftNotice({ id }: { id: string }) {
  /** The keeper whose draft is looked at. */
  const [looked, setLooked] = useState<string | null>(null);
  const { other, putAside } = useOtherDraft(id, looked);
  const there = other?.info.keeper ?? null;
  useEffect(() => setLooked((keeper) => (keeper === there ? keeper : null)), [there]);
  if (other === null) return null;
  const done = () => {
    setLooked(null);
    putAside(other);
  };
  const take = () => {
    edit(t.labels.elsewhere, () => other.merged);
    say(t.others.taken);
    done();
  };
  return (
    <>
      <NoticeLine icon={<MonitorSmartphone size="1rem" className="shrink-0 text-accent" aria-hidden />}
        actions={[{ label: t.others.look, run: () => setLooked(other.info.keeper) }, { label: t.others.aside, run: done }]}>
        {t.others.notice(whose(other), moment(other.info.updatedAt))}
      </NoticeLine>
      {looked === other.info.keeper && <Look other={other} onTake={take} onClose={() => setLooked(null)} />}
    </>
  );
}

function Look({ other, onTake, onClose }: { other: OtherDraft; onTake: () => void; onClose: () => void }) {
  const mine = useEditor(docOf);
  const lines = useMemo(() => diffLines(writeWorkflow(mine, { layout: false }), writeWorkflow(other.merged, { layout: false })), [mine, other.merged]);
  const same = lines.every((line) => line.kind === 'same');
  return (
    <Dialog title={t.others.title(whose(other))} text={t.others.text} shape="wide" onClose={onClose}>
      {same ? <p className="text-muted">{t.others.places}</p> : <DiffView lines={lines} />}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <button type="button" className="button" onClick={onClose}>{t.others.later}</button>
        <button type="button" className="button button-primary" onClick={onTake}>{t.others.take}</button>
      </div>
    </Dialog>
  );
}
