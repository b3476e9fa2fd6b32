import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { StatusFeed } from './state/status_feed';
import { select, useApp } from './state/store';
import { EmptyState } from './ui/empty_state';
import { Header } from './ui/header';
import { NewWorkflowDialog } from './ui/new_workflow_dialog';
import { ProcessNotices } from './ui/process_notices';
import { useKeys } from './ui/use_keys';
import { CardSkeletons, WorkflowCards } from './ui/workflow_cards';
import { WorkflowSkeleton, WorkflowView } from './ui/workflow_view';

export function App() {
  const [making, setMaking] = useState(false);
  useEffect(() => {
    const feed = new StatusFeed();
    feed.start();
    return () => feed.stop();
  }, []);
  useKeys({ n: () => setMaking(true), j: () => selectBeside(1), k: () => selectBeside(-1) });
  return (
    <>
      <Header onNew={() => setMaking(true)} />
      <main className="flex flex-col gap-4 px-4 py-4 sm:px-6">
        <ProcessNotices />
        <Content onNew={() => setMaking(true)} />
      </main>
      <KeyHints />
      {making && <NewWorkflowDialog onClose={() => setMaking(false)} />}
      <LinkNotice />
    </>
  );
}

function Content({ onNew }: { onNew: () => void }) {
  const loaded = useApp((state) => state.loaded);
  const selected = useApp((state) => state.selected);
  if (!loaded) return <><CardSkeletons /><WorkflowSkeleton /></>;
  if (selected === null) return <EmptyState onNew={onNew} />;
  return <><WorkflowCards /><WorkflowView key={selected} id={selected} /></>;
}

const keys: [string, string][] = [
  ['n', 'new workflow'], ['s', 'start or stop'], ['j k', 'next, previous'], ['f', 'full screen'], ['i', 'figures on the picture'],
];

function KeyHints() {
  return (
    <footer className="hidden flex-wrap gap-x-5 gap-y-1 px-6 pb-4 text-s text-muted md:flex">
      {keys.map(([key, action]) => (
        <span key={key}>
          <kbd className="mr-1.5 rounded border border-line bg-surface px-1.5 py-0.5 font-sans text-text">{key}</kbd>
          {action}
        </span>
      ))}
    </footer>
  );
}

function selectBeside(step: number): void {
  const { order, selected } = useApp.getState();
  const next = order[(selected === null ? 0 : order.indexOf(selected)) + step];
  if (next !== undefined) select(next);
}

function LinkNotice() {
  const lost = useApp((state) => state.link === 'lost');
  if (!lost) return null;
  return (
    <p role="alert" className="panel fixed inset-x-4 bottom-4 z-20 mx-auto flex w-fit items-center gap-2 px-4 py-2.5 shadow-lg">
      <WifiOff size="1rem" className="shrink-0 text-error" aria-hidden />
      The server does not answer. Trying again every few seconds.
    </p>
  );
}
