import { expect, test } from 'vitest';
import { decodeNodeTypes } from '../api/node_types';
import { connect, rename, setOption } from '../document/edits';
import { arrange } from '../document/arrange';
import { edgeText, type Doc } from '../document/types';
import { readWorkflow } from '../document/workflow_file';
import { liveChanges, needsRestart } from './needs_restart';
import { runningOf, runsAt, withPreset, type Running } from './running';

const types = new Map(decodeNodeTypes({ node_types: [{ type: 'model', options: [
  { name: 'confidence', type: 'fraction', live: true, default: 0.25 }, { name: 'model', type: 'model' }, { name: 'batch_size', type: 'integer', default: 1 },
] }] }).map((type) => [type.type, type]));
const doc = readWorkflow({ nodes: { m: { type: 'model', model: 'a', confidence: 0.3 } }, edges: [], layout: { nodes: { m: [50, 50] } } });
const runs = (document: Doc): Running => ({ nodes: document.nodes, edges: document.edges.map(edgeText) });
const told = { stored_version: 1, differs: [] as string[], running: {}, nodes: [{ id: 'm', type: 'model' }] };

test('a live setting needs no start, another setting does, a place and a default written out do not', () => {
  expect(needsRestart(runs(doc), setOption(doc, 'm', 'confidence', 0.5), types)).toBe(false);
  expect(needsRestart(runs(doc), setOption(doc, 'm', 'model', 'b'), types)).toBe(true);
  expect(needsRestart(runs(doc), arrange(doc), types)).toBe(false);
  expect(needsRestart(runs(doc), setOption(doc, 'm', 'batch_size', 1), types)).toBe(false);
  expect(needsRestart(runs(doc), connect(doc, { from: 'm', fromPort: '', to: 'm', toPort: '' }), types)).toBe(true);
  expect(needsRestart(runs(doc), rename(doc, 'm', 'n'), types)).toBe(true);
});

test('a live setting that is taken out has its default', () => {
  expect(liveChanges(doc, setOption(doc, 'm', 'confidence', undefined), types)).toEqual([{ node: 'm', option: 'confidence', value: 0.25 }]);
  expect(liveChanges(doc, setOption(doc, 'm', 'model', 'b'), types)).toEqual([]);
  expect(liveChanges(doc, { ...doc, nodes: [] }, types)).toEqual([]);
});

test('what runs is the stored document with what the status says beside it', () => {
  const stored = setOption(setOption(doc, 'm', 'batch_size', 4), 'm', 'confidence', 0.9);
  const running = runningOf([{ doc: stored, version: 2 }], { ...told, stored_version: 2, differs: ['nodes.m.batch_size', 'nodes.m.confidence'], running: { 'nodes.m.batch_size': null, 'nodes.m.confidence': 0.3 } });
  expect(runsAt(running, 'm')?.options).toEqual({ model: 'a', confidence: 0.3 });
  expect(running !== null && needsRestart(running, stored, types)).toBe(true);
  expect(running !== null && liveChanges(running, stored, types)).toEqual([{ node: 'm', option: 'confidence', value: 0.9 }]);
});

test('a node that runs and is not stored, one that is stored and does not run, and other edges', () => {
  const renamed = rename(doc, 'm', 'n');
  const running = runningOf([{ doc: renamed, version: 1 }], { ...told, differs: ['nodes.m', 'nodes.n', 'edges'] });
  expect(running?.nodes.map(({ id }) => id)).toEqual(['m']);
  expect(running?.edges).toBeNull();
});

test('of a version that the page does not know, nothing is said; the version of a conflict is known', () => {
  expect(runningOf([{ doc, version: 1 }], { ...told, stored_version: 2 })).toBeNull();
  expect(runningOf([{ doc, version: 1 }, { doc, version: 2 }], { ...told, stored_version: 2 })?.nodes).toHaveLength(1);
});

test('what the preset of the run set waits for nothing; an edit beside it does', () => {
  const running = runningOf([{ doc, version: 1 }], { ...told, differs: ['nodes.m.model', 'nodes.m.confidence'], running: { 'nodes.m.model': 'small', 'nodes.m.confidence': 0.6 } });
  const changes = [{ nodeType: 'model', option: 'model', value: 'small' }, { nodeType: 'model', option: 'confidence', value: 0.2 }];
  if (running === null) throw new Error('it runs');
  expect(needsRestart(running, withPreset(doc, running, changes, types), types)).toBe(false);
  expect(needsRestart(running, withPreset(setOption(doc, 'm', 'batch_size', 2), running, changes, types), types)).toBe(true);
  // Tuned since, away from what the preset set.
  const tuned = withPreset(setOption(doc, 'm', 'confidence', 0.6), running, changes, types);
  expect(liveChanges(running, tuned, types)).toEqual([]);
});
