import { expect, test } from 'vitest';
import { decodeNodeTypes } from '../api/node_types';
import { setOption } from '../document/edits';
import { arrange } from '../document/arrange';
import { readWorkflow } from '../document/workflow_file';
import { liveChanges, needsRestart } from './needs_restart';

const types = new Map(decodeNodeTypes({ node_types: [{ type: 'model', options: [{ name: 'confidence', type: 'fraction', live: true, default: 0.25 }, { name: 'model', type: 'model' }] }] })
  .map((type) => [type.type, type]));
const doc = readWorkflow({ nodes: { m: { type: 'model', model: 'a', confidence: 0.3 } }, edges: [], layout: { nodes: { m: [50, 50] } } });

test('a live setting needs no start, another setting does, a place does not', () => {
  expect(needsRestart(doc, setOption(doc, 'm', 'confidence', 0.5), types)).toBe(false);
  expect(needsRestart(doc, setOption(doc, 'm', 'model', 'b'), types)).toBe(true);
  expect(needsRestart(doc, arrange(doc), types)).toBe(false);
});

test('a live setting that is taken out has its default', () => {
  expect(liveChanges(doc, setOption(doc, 'm', 'confidence', undefined), types)).toEqual([{ node: 'm', option: 'confidence', value: 0.25 }]);
  expect(liveChanges(doc, setOption(doc, 'm', 'model', 'b'), types)).toEqual([]);
  expect(liveChanges(doc, { ...doc, nodes: [] }, types)).toEqual([]);
});
