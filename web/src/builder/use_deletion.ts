import { useEffect } from 'react';
import { refreshWorkflows } from '../state/actions';
import { useApp } from '../state/store';
import { useEditor } from './editor';

/** Notices that the workflow on the canvas was deleted elsewhere, and that it came back. */
export function useDeletion(id: string, ready: boolean): void {
  const known = useApp((state) => state.loaded && state.asOfUs > 0);
  const missing = useApp((state) => state.statuses[id] === undefined);
  const listed = useApp((state) => state.workflows[id] !== undefined);
  const stored = useEditor((editor) => editor.version > 0 && !editor.saving);
  useEffect(() => {
    if (!ready || !stored || !known) return;
    if (!missing) {
      useEditor.setState({ removed: false });
      return;
    }
    let current = true;
    // A status that was on its way while the workflow was made says nothing.
    void refreshWorkflows().then(() => current && useEditor.setState({ removed: useApp.getState().workflows[id] === undefined }), () => undefined);
    return () => {
      current = false;
    };
  }, [id, ready, known, missing, listed, stored]);
}
