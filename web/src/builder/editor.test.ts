import { expect, test } from 'vitest';
import { setOption } from '../document/edits';
import { beginHistory } from '../document/edit_history';
import { readWorkflow } from '../document/workflow_file';
import { isChecked, useEditor } from './editor';

test('a complaint about a value that is no longer there is not one about the new value', () => {
  const doc = readWorkflow({ nodes: { a: { type: 'model', model: 'm', classes: ['persn'] } }, edges: [] });
  const having = (options: string[]) => ({ ...useEditor.getState(), checked: doc, history: beginHistory(setOption(doc, 'a', 'classes', options)) });
  expect(isChecked(having(['persn']), 'a', 'classes')).toBe(true);
  expect(isChecked(having(['person']), 'a', 'classes')).toBe(false);
  expect(isChecked(having(['person']), 'a', 'model')).toBe(true);
});
