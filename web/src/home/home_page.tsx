import { Plus, Search, Square } from 'lucide-react';
import { useState } from 'react';
import { LookOnly } from '../auth/look_only';
import { useMay } from '../auth/session';
import { stopAll } from '../state/actions';
import { useDrafts } from '../state/drafts';
import { isApart } from '../state/own_ids';
import { useNodeTypes } from '../state/queries';
import { isActive, nameOf, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { t } from '../texts';
import { useKeys } from '../ui/use_keys';
import { DraftCard } from './draft_card';
import { EmptyState } from './empty_state';
import { NewWorkflowDialog } from './new_workflow_dialog';
import { SystemLine } from './system_line';
import { WorkflowCard } from './workflow_card';

const grid = 'grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-4';

export function HomePage() {
  const [making, setMaking] = useState(false);
  const [words, setWords] = useState('');
  const loaded = useApp((state) => state.loaded);
  const order = useApp((state) => state.order);
  const drafts = useDrafts((state) => state.ids);
  useNodeTypes();
  const may = useMay('editor');
  useKeys({ n: () => setMaking(true) }, { enabled: may });
  const fresh = may ? drafts.filter((id) => !order.includes(id) || isApart(id)) : [];
  const empty = loaded && order.length === 0 && fresh.length === 0;
  return (
    <div className="flex flex-col gap-5 p-4 sm:p-6">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <h1 className="text-l font-semibold">{t.home.title}</h1>
        <SystemLine />
        {!empty && <Actions words={words} onWords={setWords} onNew={() => setMaking(true)} searchable={order.length > 5} />}
      </header>
      {empty && <EmptyState onNew={() => setMaking(true)} />}
      {!loaded && <div className={grid} aria-hidden>{[0, 1, 2].map((index) => <div key={index} className="skeleton h-60" />)}</div>}
      {loaded && !empty && <Cards words={words} order={order} fresh={fresh} />}
      {making && <NewWorkflowDialog onClose={() => setMaking(false)} />}
    </div>
  );
}

function Cards({ words, order, fresh }: { words: string; order: string[]; fresh: string[] }) {
  const names = useApp((state) => order.map((id) => nameOf(state, id)).join('\n')).toLowerCase().split('\n');
  const found = order.filter((id, index) => `${names[index] ?? ''} ${id}`.includes(words.trim().toLowerCase()));
  if (found.length === 0 && fresh.length === 0) return <p className="text-muted">{t.home.noMatch(words)}</p>;
  return (
    <ul className={grid}>
      {fresh.map((id) => <DraftCard key={id} id={id} />)}
      {found.map((id) => <WorkflowCard key={id} id={id} />)}
    </ul>
  );
}

interface ActionsProps {
  words: string;
  onWords: (words: string) => void;
  onNew: () => void;
  searchable: boolean;
}

function Actions({ words, onWords, onNew, searchable }: ActionsProps) {
  const may = useMay('editor');
  const running = useApp((state) => state.order.filter((id) => isActive(runStateOf(state, id))).length);
  return (
    <div className="ml-auto flex flex-wrap items-center gap-2">
      {searchable && (
        <label className="relative">
          <Search size="1rem" className="absolute left-2.5 top-2.5 text-muted" aria-hidden />
          <input type="search" className="input w-52 pl-8" placeholder={t.home.search} aria-label={t.home.search} value={words} onChange={(event) => onWords(event.target.value)} />
        </label>
      )}
      <LookOnly />
      {may && running > 1 && <button type="button" className="button" onClick={() => void stopAll()}><Square size="0.875rem" aria-hidden />{t.home.stopAll}</button>}
      {may && <button type="button" className="button button-primary" onClick={onNew} aria-keyshortcuts="n"><Plus size="1rem" aria-hidden />{t.home.newWorkflow}</button>}
    </div>
  );
}
