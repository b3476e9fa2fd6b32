import { expect, test } from 'vitest';
import { addNode, addNote, connect, move, remove, rename, setName, setOption } from './edits';
import { equalDocs } from './equal_docs';
import { mergeDocs } from './merge';
import type { Doc } from './types';
import { readWorkflow } from './workflow_file';

const base = readWorkflow({
  name: 'Door',
  nodes: { camera: { type: 'video_input', source: 'a.avi' }, detect: { type: 'model', confidence: 0.3 }, view: { type: 'xray_view' } },
  edges: ['camera -> detect', 'detect -> view'],
  layout: { nodes: { camera: [0, 0], detect: [300, 0], view: [600, 0] }, notes: [{ kind: 'comment', text: 'here', at: [0, 200] }] },
});

/** Both ways round, as two tabs do it. */
function both(mine: Doc, theirs: Doc) {
  const merge = mergeDocs(base, mine, theirs);
  const other = mergeDocs(base, theirs, mine);
  expect(other.clash).toBe(merge.clash);
  if (!merge.clash) expect(equalDocs(merge.doc, other.doc)).toBe(true);
  return merge;
}

test('a setting here and a node taken out there: both hold', () => {
  const { doc, clash } = both(setOption(base, 'detect', 'confidence', 0.7), remove(base, new Set(['camera'])));
  expect(clash).toBe(false);
  expect(doc.nodes.map(({ id }) => id)).toEqual(['detect', 'view']);
  expect(doc.nodes[0]?.options.confidence).toBe(0.7);
  expect(doc.edges).toHaveLength(1);
});

test('two settings of one node, a name, a place, an edge, a new node and notes come together', () => {
  const mine = addNote(addNode(setName(setOption(base, 'detect', 'confidence', 0.7), 'Gate'), 'debug', { x: 0, y: 400 }).doc, { kind: 'comment', text: 'mine', x: 1, y: 1, width: 9, height: 9 }).doc;
  const theirs = addNote(addNode(move(setOption(base, 'detect', 'fps', 5), new Map([['view', { x: 640, y: 10 }]])), 'alert', { x: 0, y: 600 }).doc, { kind: 'comment', text: 'theirs', x: 2, y: 2, width: 9, height: 9 }).doc;
  const { doc, clash } = both(mine, connect(theirs, { from: 'camera', fromPort: '', to: 'view', toPort: '' }));
  expect(clash).toBe(false);
  expect(doc.name).toBe('Gate');
  expect(doc.nodes.find(({ id }) => id === 'detect')?.options).toEqual({ confidence: 0.7, fps: 5 });
  expect(doc.nodes.find(({ id }) => id === 'view')?.x).toBe(640);
  expect(doc.nodes.map(({ id }) => id)).toEqual(['camera', 'detect', 'view', 'alert', 'debug']);
  expect(doc.edges).toHaveLength(3);
  expect(doc.notes.map(({ text }) => text).sort()).toEqual(['here', 'mine', 'theirs']);
  expect(new Set(doc.notes.map(({ id }) => id)).size).toBe(3);
});

test('the same setting in two ways is a clash, in the same way it is none', () => {
  expect(both(setOption(base, 'detect', 'confidence', 0.7), setOption(base, 'detect', 'confidence', 0.2)).clash).toBe(true);
  expect(both(setOption(base, 'detect', 'confidence', 0.7), setOption(base, 'detect', 'confidence', 0.7)).clash).toBe(false);
});

test('what one side works on and the other takes out is a clash', () => {
  expect(both(setOption(base, 'detect', 'confidence', 0.7), remove(base, new Set(['detect']))).clash).toBe(true);
  expect(both(rename(base, 'detect', 'finder'), setOption(base, 'detect', 'confidence', 0.7)).clash).toBe(true);
  expect(both(connect(base, { from: 'camera', fromPort: '', to: 'view', toPort: '' }), remove(base, new Set(['view']))).clash).toBe(true);
});

test('without work of one side the other is taken as it is', () => {
  const theirs = setOption(base, 'detect', 'confidence', 0.7);
  expect(mergeDocs(base, base, theirs).doc).toBe(theirs);
  expect(mergeDocs(base, theirs, base).doc).toBe(theirs);
});
