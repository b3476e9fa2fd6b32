import { useEffect } from 'react';
import { setLiveOptions } from '../api/live_options';
import { asApiError } from '../api/problem';
import type { TypeTable } from '../document/ports';
import type { Json } from '../document/types';
import { isActive, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { say } from '../state/toasts';
import { docOf, useEditor } from './editor';
import { liveChanges } from './needs_restart';

/** Between two requests of one node: a slider sends many values, the newest counts. */
const quietMs = 40;

/** Live settings go to what runs as they are changed on the canvas, by whatever way: a slider, undo, a paste. */
export function useLiveOptions(id: string, types: TypeTable): void {
  useEffect(() => {
    const waiting = new Map<string, Record<string, Json>>();
    const busy = new Set<string>();
    const send = (node: string) => {
      const options = waiting.get(node);
      if (options === undefined || busy.has(node)) return;
      waiting.delete(node);
      busy.add(node);
      setLiveOptions(id, node, options).catch((error: unknown) => say(asApiError(error).message, { tone: 'error' })).finally(() => {
        busy.delete(node);
        setTimeout(send, quietMs, node);
      });
    };
    return useEditor.subscribe((editor, before) => {
      if (editor.id !== id || before.id !== id || before.stage !== 'ready' || !isActive(runStateOf(useApp.getState(), id))) return;
      for (const { node, option, value } of liveChanges(docOf(before), docOf(editor), types)) {
        waiting.set(node, { ...waiting.get(node), [option]: value });
        send(node);
      }
    });
  }, [id, types]);
}
