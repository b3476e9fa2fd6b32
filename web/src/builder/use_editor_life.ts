import { useEffect } from 'react';
import { refreshWorkflows } from '../state/actions';
import { readDraft, whenDraftChanges, wouldLose } from '../state/drafts';
import { useApp, whenServerIsBack } from '../state/store';
import { docOf, useEditor } from './editor';
import { putAway, takeUp } from './held_editor';
import { followDraft, keepWork } from './kept_work';
import { followDrop, takeVersion } from './newer_version';
import { load, meetServer } from './storage';
import { useChecks } from './use_checks';
import { useDeletion } from './use_deletion';

const keepAfterMs = 400;
const listPeriodMs = 5000;

const followTabs = (id: string): Promise<void> => (readDraft(id) === null ? followDrop(id) : followDraft(id));

/** What other tabs did since the session ended comes in, and the server gets what it did not take then. */
async function catchUp(id: string): Promise<void> {
  await followTabs(id).catch(() => undefined);
  keepWork({ anyway: true });
}

/** Loads the workflow, keeps each change in the browser, and has it checked while it is edited. */
export function useEditorLife(id: string): void {
  const doc = useEditor(docOf);
  const ready = useEditor((editor) => editor.stage === 'ready' && editor.id === id);
  const newest = useApp((state) => state.workflows[id]?.version ?? 0);
  useEffect(() => void (takeUp(id) ? catchUp(id) : load(id)), [id]);
  useEffect(() => whenServerIsBack(() => void meetServer(id)), [id]);
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => keepWork(), keepAfterMs);
    return () => clearTimeout(timer);
  }, [doc, ready]);
  useEffect(() => {
    const leave = () => keepWork({ leaving: true });
    const away = () => keepWork();
    // Work that cannot be put together with another tab's is in this tab only; so is what was done last, where there is no room for it.
    const warn = (event: BeforeUnloadEvent) => {
      keepWork();
      if (useEditor.getState().rival?.line != null || wouldLose()) event.preventDefault();
    };
    const unfollow = whenDraftChanges(id, () => void followTabs(id));
    window.addEventListener('pagehide', leave);
    window.addEventListener('blur', away);
    window.addEventListener('beforeunload', warn);
    return () => {
      unfollow();
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('blur', away);
      window.removeEventListener('beforeunload', warn);
      leave();
      putAway();
    };
  }, [id]);
  useChecks(doc, ready);
  useNewerVersion(id, newest, ready);
  useDeletion(id, ready);
}

/** Somebody else stored a version while this page is open: without work of our own it is taken over, else it is a conflict. */
function useNewerVersion(id: string, newest: number, ready: boolean): void {
  const told = useApp((state) => (state.statuses[id]?.stored_version ?? null) !== null);
  useEffect(() => {
    // A server whose status does not name versions is asked for the list.
    if (told) return;
    const timer = setInterval(() => !document.hidden && void refreshWorkflows().catch(() => undefined), listPeriodMs);
    return () => clearInterval(timer);
  }, [told]);
  useEffect(() => {
    const { version, saving, rival } = useEditor.getState();
    if (!ready || saving || version === 0 || newest <= version || rival !== null) return;
    void takeVersion(id);
  }, [id, newest, ready]);
}
