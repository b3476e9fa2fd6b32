import { useEffect } from 'react';
import { setLiveOptions } from '../api/live_options';
import { asApiError } from '../api/problem';
import { may } from '../auth/session';
import type { TypeTable } from '../document/ports';
import type { Json } from '../document/types';
import { complaint } from '../forms/option_value';
import { isActive, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { say } from '../state/toasts';
import { docOf, useEditor } from './editor';
import { liveChanges } from './needs_restart';

/** Between two requests of one node: a slider sends many values, the newest counts. */
const quietMs = 40;
/** Of a server that does not answer. */
const retryMs = 1000;

/** Live settings go to what runs as they are changed on the canvas, by whatever way: a slider, undo, a paste. */
export function useLiveOptions(id: string, types: TypeTable): void {
  useEffect(() => {
    const waiting = new Map<string, Record<string, Json>>();
    const busy = new Set<string>();
    let ended = false;
    const send = (node: string) => {
      const options = waiting.get(node);
      if (options === undefined || busy.has(node)) return;
      waiting.delete(node);
      busy.add(node);
      void setLiveOptions(id, node, options).then(() => quietMs, (reason: unknown) => {
        const { status, message } = asApiError(reason);
        if (status !== 0) {
          say(message, { tone: 'error' });
          return quietMs;
        }
        // The page says that the server is away; what was changed meanwhile holds once it is back.
        if (!ended && isActive(runStateOf(useApp.getState(), id))) waiting.set(node, { ...options, ...waiting.get(node) });
        return retryMs;
      }).then((pauseMs) => {
        busy.delete(node);
        setTimeout(send, pauseMs, node);
      });
    };
    const unsubscribe = useEditor.subscribe((editor, before) => {
      if (editor.id !== id || before.id !== id || before.stage !== 'ready' || editor.arrivals !== before.arrivals || !may('editor') || !isActive(runStateOf(useApp.getState(), id))) return;
      const runs = new Set(useApp.getState().statuses[id]?.nodes.map((node) => node.id));
      for (const { node, option, value } of liveChanges(docOf(before), docOf(editor), types)) {
        // A node that waits for the next start, or a figure that is still being typed.
        const descriptor = types.get(docOf(editor).nodes.find((each) => each.id === node)?.type ?? '')?.options.find((each) => each.name === option);
        if (!runs.has(node) || descriptor === undefined || complaint(descriptor, value ?? undefined) !== null) continue;
        waiting.set(node, { ...waiting.get(node), [option]: value });
        send(node);
      }
    });
    return () => {
      ended = true;
      unsubscribe();
    };
  }, [id, types]);
}
