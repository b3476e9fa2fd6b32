import { Activity, CircleAlert, ListTree, ScanEye, ScrollText, X, type LucideIcon } from 'lucide-react';
import { Suspense } from 'react';
import { DetectionsPanel, LogPanel, PerformancePanel } from '../../parts';
import { t } from '../../texts';
import { IconButton } from '../../ui/icon_button';
import { useEditor } from '../editor';
import { useRunProblems } from '../run_problems';
import { ProblemsPanel } from './problems_panel';

export type DrawerTab = 'performance' | 'log' | 'detections' | 'problems';

const tabs: { tab: DrawerTab; label: string; icon: LucideIcon }[] = [
  { tab: 'performance', label: t.drawer.performance, icon: Activity },
  { tab: 'log', label: t.drawer.log, icon: ScrollText },
  { tab: 'detections', label: t.drawer.detections, icon: ScanEye },
  { tab: 'problems', label: t.drawer.problems, icon: CircleAlert },
];

/** What goes on underneath. A closed panel is not there at all and costs nothing. */
export function Drawer({ id, tab, onTab }: { id: string; tab: DrawerTab | null; onTab: (tab: DrawerTab | null) => void }) {
  const wrong = useEditor((editor) => editor.problems.filter((problem) => !problem.warning).length);
  const errors = wrong + useRunProblems().length;
  return (
    <section aria-label={t.drawer.title} className="drawer border-line bg-surface">
      <div className="flex items-center border-b border-line px-2">
        <div role="tablist" aria-label={t.drawer.title} className="flex min-w-0 flex-1 overflow-x-auto">
          {tabs.map(({ tab: each, label, icon: Icon }) => (
            <button key={each} type="button" role="tab" id={`tab-${each}`} aria-selected={tab === each} aria-controls={tab === each ? 'drawer-panel' : undefined} onClick={() => onTab(tab === each ? null : each)}
              className={`drawer-tab ${tab === each ? 'border-accent text-text' : 'border-transparent text-muted hover:text-text'}`}>
              <Icon size="1rem" strokeWidth={1.75} className="hidden sm:block" aria-hidden />{label}
              {each === 'problems' && errors > 0 && <span className="figures rounded bg-error px-1.5 text-s text-page">{errors}</span>}
            </button>
          ))}
        </div>
        {tab !== null && <IconButton label={t.drawer.close} icon={X} onClick={() => onTab(null)} />}
        {tab === null && <IconButton label={t.drawer.open} icon={ListTree} className="button button-quiet hidden px-0 sm:inline-flex" onClick={() => onTab('performance')} />}
      </div>
      {tab !== null && (
        <div id="drawer-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0} className="drawer-panel">
          <Suspense fallback={<div className="skeleton m-4 h-40" aria-hidden />}><Panel id={id} tab={tab} /></Suspense>
        </div>
      )}
    </section>
  );
}

function Panel({ id, tab }: { id: string; tab: DrawerTab }) {
  switch (tab) {
    case 'performance': return <PerformancePanel id={id} />;
    case 'log': return <LogPanel id={id} />;
    case 'detections': return <DetectionsPanel id={id} />;
    case 'problems': return <ProblemsPanel />;
  }
}
