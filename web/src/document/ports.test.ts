import { expect, test } from 'vitest';
import { decodeNodeTypes } from '../api/node_types';
import { locate } from './places';
import { fitting, judge } from './ports';
import { diffLines } from './diff';
import { readWorkflow } from './workflow_file';

const port = (name: string, type: string, many = false) => ({ name, type, many, required: true });
const types = new Map(
  decodeNodeTypes({
    node_types: [
      { type: 'camera', outputs: [port('out', 'frame')] },
      { type: 'model', inputs: [port('in', 'frame')], outputs: [port('out', 'detections')] },
      { type: 'filter', inputs: [port('in', 'detections')], outputs: [port('out', 'detections')] },
      { type: 'view', inputs: [port('in', 'frame', true)] },
    ],
  }).map((type) => [type.type, type]),
);
const doc = readWorkflow({
  nodes: { cam: { type: 'camera' }, cam2: { type: 'camera' }, m: { type: 'model' }, f: { type: 'filter' }, f2: { type: 'filter' }, v: { type: 'view' }, x: { type: 'gone' } },
  edges: ['cam -> m', 'm -> f', 'f -> f2'],
});
const edge = (from: string, to: string) => ({ from, fromPort: '', to, toPort: '' });
const why = (from: string, to: string) => {
  const verdict = judge(doc, types, edge(from, to));
  return verdict.ok ? verdict.replaced : verdict.why.kind;
};

test('an edge is refused with its reason', () => {
  expect(why('cam', 'f')).toBe('type');
  expect(why('f2', 'f')).toBe('cycle');
  expect(why('m', 'm')).toBe('same');
  expect(why('cam', 'm')).toBe('twice');
  expect(why('cam', 'x')).toBe('unknown');
});

test('detections fit where frames are taken; a full input gives up its edge', () => {
  expect(why('m', 'v')).toEqual([]);
  expect(why('cam2', 'm')).toEqual(['cam.->m.']);
});

test('quick-add offers what fits', () => {
  const names = (held: Parameters<typeof fitting>[1]) => fitting(types, held).map(({ type }) => type.type);
  expect(names({ side: 'output', type: 'frame' })).toEqual(['model', 'view']);
  expect(names({ side: 'output', type: 'detections' })).toEqual(['model', 'filter', 'view']);
  expect(names({ side: 'input', type: 'detections' })).toEqual(['model', 'filter']);
  expect(names(null)).toHaveLength(4);
});

test('findings come to the node, the option or the edge that they mean', () => {
  const found = locate(doc, ['nodes.m.confidence', 'nodes.f', 'edges[1]', 'edges', 'edges[9]'].map((place) => ({ place, message: '', warning: false })));
  expect(found.map(({ node, option, edge: at }) => [node, option, at])).toEqual([
    ['m', 'confidence', null], ['f', null, null], [null, null, 'm.->f.'], [null, null, null], [null, null, null],
  ]);
});

test('a difference keeps what is common', () => {
  expect(diffLines('a\nb\nc\n', 'a\nx\nc\nd\n').map(({ kind, text }) => `${kind} ${text}`)).toEqual(['same a', 'out b', 'in x', 'same c', 'in d']);
});
