import { useEffect } from 'react';
import { validateWorkflow } from '../api/client';
import { may } from '../auth/session';
import { asApiError } from '../api/problem';
import { locate } from '../document/places';
import { writeWorkflow } from '../document/workflow_file';
import { refreshWorkflows } from '../state/actions';
import { useApp, whenServerIsBack } from '../state/store';
import { docOf, useEditor } from './editor';
import { followDraft, keepWork, load, meetServer } from './storage';

const keepAfterMs = 400;
const checkAfterMs = 300;
const listPeriodMs = 5000;

/** Loads the workflow, keeps each change in the browser, and has it checked while it is edited. */
export function useEditorLife(id: string): void {
  const doc = useEditor(docOf);
  const ready = useEditor((editor) => editor.stage === 'ready' && editor.id === id);
  const newest = useApp((state) => state.workflows[id]?.version ?? 0);
  useEffect(() => void load(id), [id]);
  useEffect(() => whenServerIsBack(() => void meetServer(id)), [id]);
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(keepWork, keepAfterMs);
    return () => clearTimeout(timer);
  }, [doc, ready]);
  useEffect(() => {
    const follow = () => void followDraft();  // a storage event comes from other tabs only
    window.addEventListener('pagehide', keepWork);
    window.addEventListener('storage', follow);
    return () => {
      window.removeEventListener('storage', follow);
      window.removeEventListener('pagehide', keepWork);
      keepWork();
    };
  }, [id]);
  useEffect(() => {
    if (!ready || !may('editor')) return;
    let current = true;
    const timer = setTimeout(() => {
      if (doc.nodes.length === 0) {
        useEditor.setState({ problems: [], checked: doc });
        return;
      }
      validateWorkflow(writeWorkflow(doc)).then(
        ({ problems }) => current && useEditor.setState({ problems: locate(doc, problems), checked: doc }),
        (error: unknown) => {
          // A document that cannot even be read is answered with what is wrong with it.
          const { status, message, place, problems } = asApiError(error);
          if (!current || status !== 422) return;
          useEditor.setState({ problems: locate(doc, problems.length > 0 ? problems : [{ place, message, warning: false }]), checked: doc });
        },
      );
    }, checkAfterMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [doc, ready]);
  useNewerVersion(id, newest, ready);
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
    void import('./newer_version').then(({ takeNewer }) => takeNewer(id));
  }, [id, newest, ready]);
}
