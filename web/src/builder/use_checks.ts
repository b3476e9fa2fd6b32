// The server's word on what is on the canvas: after each change, and now and then while something is wrong with it, since a model may be
// installed and a file put in its place without the page.
import { useEffect } from 'react';
import { validateWorkflow } from '../api/client';
import { asApiError } from '../api/problem';
import type { ValidationProblem } from '../api/types';
import { may } from '../auth/session';
import { locate } from '../document/places';
import type { Doc } from '../document/types';
import { writeWorkflow } from '../document/workflow_file';
import { modelsQuery, queryClient } from '../state/queries';
import { useEditor } from './editor';
import { unfitModels, wrongClasses } from './model_check';

const checkAfterMs = 300;
const againPeriodMs = 5000;

/** What the server says, with models that no node can run and classes that they do not know. Nothing while it does not answer. */
async function check(doc: Doc): Promise<ValidationProblem[] | null> {
  if (doc.nodes.length === 0) return [];
  try {
    const { problems } = await validateWorkflow(writeWorkflow(doc));
    const ofModels = await Promise.all([unfitModels(doc), wrongClasses(doc)].map((each) => each.catch(() => [])));
    return [...problems, ...ofModels.flat()];
  } catch (error) {
    // A document that cannot even be read is answered with what is wrong with it.
    const { status, message, place, problems } = asApiError(error);
    if (status !== 422) return null;
    return problems.length > 0 ? problems : [{ place, message, warning: false }];
  }
}

async function checkInto(doc: Doc, isCurrent: () => boolean): Promise<void> {
  const found = await check(doc);
  if (found === null || !isCurrent()) return;
  const problems = locate(doc, found);
  const { checked, problems: known } = useEditor.getState();
  if (checked !== doc || JSON.stringify(known) !== JSON.stringify(problems)) useEditor.setState({ problems, checked: doc });
}

export function useChecks(doc: Doc, ready: boolean): void {
  const wrong = useEditor((editor) => editor.checked === doc && editor.problems.length > 0);
  useEffect(() => {
    if (!ready || !may('editor')) return;
    let current = true;
    const timer = setTimeout(() => void checkInto(doc, () => current), checkAfterMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [doc, ready]);
  useEffect(() => {
    if (!ready || !wrong) return;
    let current = true;
    const checkAgain = async () => {
      await queryClient.invalidateQueries({ queryKey: modelsQuery.queryKey, refetchType: 'none' });  // one may have come
      await checkInto(doc, () => current);
    };
    const timer = setInterval(() => !document.hidden && void checkAgain(), againPeriodMs);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [doc, ready, wrong]);
}
