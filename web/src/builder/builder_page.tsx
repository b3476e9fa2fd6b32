import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useMay } from '../auth/session';
import { usePreferences } from '../state/preferences';
import { useNodeTypes } from '../state/queries';
import { isActive, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { Coming } from '../ui/coming';
import { say } from '../state/toasts';
import { t } from '../texts';
import { useKeys } from '../ui/use_keys';
import { Canvas } from './canvas/canvas';
import { CanvasTop } from './canvas_top';
import { ConflictDialog } from './conflict_dialog';
import { BuilderContext } from './context';
import { useEditor } from './editor';
import { Inspector } from './inspector/inspector';
import { followFigures } from './live_figures';
import { LoadProblem } from './load_problem';
import { Palette } from './palette';
import { Drawer, type DrawerTab } from './panels/drawer';
import { PicturePanel } from './picture_panel';
import { toggleRun } from './run';
import { save } from './storage';
import { TopBar } from './top_bar';
import { Tour } from './tour';
import { useEditorLife } from './use_editor_life';
import { useLiveOptions } from './use_live_options';
import { useRunning } from './use_running';

/** Builds, runs and watches one workflow. */
export default function BuilderPage({ id }: { id: string }) {
  const { list, table } = useNodeTypes();
  const stage = useEditor((editor) => (editor.id === id ? editor.stage : 'loading'));
  const [enlarged, setEnlarged] = useState<string | null>(null);
  const [tab, setTab] = useState<DrawerTab | null>(null);
  const may = useMay('editor');
  const toured = usePreferences((state) => state.toured);
  const waits = useApp((state) => state.link === 'lost') && stage === 'loading';
  const active = useApp((state) => isActive(runStateOf(state, id)));
  const run = useRunning(id);
  useEditorLife(id);
  useLiveOptions(id, table);
  useEffect(() => followFigures(id), [id]);
  const world = useMemo(() => ({ id, types: table, run, enlarge: setEnlarged, enlarged }), [id, table, run, enlarged]);
  const close = useCallback(() => setEnlarged(null), []);
  const change = (work: () => unknown) => (may ? work() : say(t.auth.lookOnly));
  useKeys({ 'Ctrl+Enter': () => void change(toggleRun), 'Ctrl+S': () => void change(save) }, { whileTyping: true });
  useKeys({ p: () => setTab(tab === 'performance' ? null : 'performance') });
  if (stage === 'gone' || stage === 'failed') return <LoadProblem id={id} />;
  return (
    <BuilderContext.Provider value={world}>
      <ReactFlowProvider>
        <div className="builder" data-enlarged={enlarged !== null}>
          <TopBar id={id} />
          <div className="builder-middle">
            <div className="builder-left">
              <div className="builder-canvas">
                {may && <Palette types={list} />}
                <section className="relative min-w-0 flex-1">
                  {stage === 'ready' && <Canvas />}
                  {waits && <Coming />}
                  <CanvasTop id={id} onProblems={() => setTab('problems')} />
                  {enlarged !== null && <PicturePanel id={id} view={enlarged} onView={setEnlarged} onClose={close} />}
                  {stage === 'ready' && may && !toured && tab === null && enlarged === null && <Tour running={active} />}
                </section>
              </div>
              <Drawer id={id} tab={tab} onTab={setTab} />
            </div>
            <Inspector />
          </div>
        </div>
        <ConflictDialog />
      </ReactFlowProvider>
    </BuilderContext.Provider>
  );
}
