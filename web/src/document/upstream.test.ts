import { expect, test } from 'vitest';
import { decodeNodeTypes } from '../api/node_types';
import { edgeText } from './types';
import { nodesUpTo, pictureEdges, sourceBefore } from './upstream';
import { readWorkflow } from './workflow_file';

const port = (type: string, name = type) => ({ name, type });
const types = new Map(decodeNodeTypes({
  node_types: [
    { type: 'input', outputs: [port('frame')], options: [{ name: 'where', type: 'source', required: true }] },
    { type: 'model', inputs: [port('frame')], outputs: [port('detections')] },
    { type: 'filter', inputs: [port('detections')], outputs: [port('detections')] },
    { type: 'bell', inputs: [port('event')], outputs: [port('event')] },
    { type: 'both', inputs: [port('event'), port('frame')], outputs: [] },
  ],
}).map((type) => [type.type, type]));

const doc = readWorkflow({
  nodes: { cam: { type: 'input', where: 'a.avi' }, m: { type: 'model' }, f: { type: 'filter' }, bare: { type: 'filter' }, blank: { type: 'input' }, m2: { type: 'model' }, bell: { type: 'bell' }, both: { type: 'both' } },
  edges: ['cam -> m', 'm -> f', 'blank -> m2', 'bell -> both.event', 'm2 -> both.frame'],
});

test('the nodes before a node come nearest first, and a loop ends', () => {
  expect(nodesUpTo(doc, 'f').map((node) => node.id)).toEqual(['f', 'm', 'cam']);
  const loop = readWorkflow({ nodes: { a: { type: 'filter' }, b: { type: 'filter' } }, edges: ['a -> b', 'b -> a'] });
  expect(nodesUpTo(loop, 'a').map((node) => node.id)).toEqual(['a', 'b']);
});

test('pictures come with frames and detections, not with events', () => {
  expect(pictureEdges(doc, types, 'f').map(edgeText)).toEqual(['m -> f', 'cam -> m']);
  expect(pictureEdges(doc, types, 'both').map(edgeText)).toEqual(['m2 -> both.frame', 'blank -> m2']);
  expect(pictureEdges(doc, types, 'bare')).toEqual([]);
});

test('the source is found by the type of its option, whatever the node is called', () => {
  expect([sourceBefore(doc, types, 'f'), sourceBefore(doc, types, 'm2'), sourceBefore(doc, types, 'bare')]).toEqual(['a.avi', '', null]);
});
