// Running what is on the canvas: it becomes a version first, so that what runs can be found again.
import { may } from '../auth/session';
import { restart, start, stop } from '../state/actions';
import { isActive, runStateOf } from '../state/selectors';
import { useApp } from '../state/store';
import { currentDoc, useEditor } from './editor';
import { saveAs } from './storage';

let underway: Promise<void> | null = null;

/** One at a time: until the start is asked for, the page still shows that nothing runs. */
export function run(): Promise<void> {
  underway ??= saveAndStart().finally(() => (underway = null));
  return underway;
}

async function saveAndStart(): Promise<void> {
  const { problems, checked } = useEditor.getState();
  // Problems of a document that has changed since say nothing: the server checks what it stores.
  if (checked === currentDoc() && problems.some((problem) => !problem.warning)) return;
  const id = await saveAs();
  if (id === null) return;
  await (isActive(runStateOf(useApp.getState(), id)) ? restart(id) : start(id));
}

export async function halt(): Promise<void> {
  await stop(useEditor.getState().id);
}

export async function toggleRun(): Promise<void> {
  if (!may('editor')) return;
  if (isActive(runStateOf(useApp.getState(), useEditor.getState().id))) await halt();
  else await run();
}
