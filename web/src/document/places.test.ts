import { expect, test } from 'vitest';
import { locate, targetsOf } from './places';
import { readWorkflow } from './workflow_file';

const doc = readWorkflow({ nodes: { a: { type: 'x' }, b: { type: 'x' }, c: { type: 'x' }, d: { type: 'x' } }, edges: ['a -> b', 'b -> c', 'c -> b', 'c -> d'] });
const targets = (place: string) => locate(doc, [{ place, message: '', warning: false }]).flatMap(targetsOf);

test('a problem is found on the canvas, a cycle with all its edges', () => {
  expect(targets('nodes.a.source')).toEqual(['a']);
  expect(targets('edges[0]')).toHaveLength(1);
  expect(targets('edges')).toEqual(doc.edges.slice(1, 3).map((edge) => locate(doc, [{ place: `edges[${doc.edges.indexOf(edge)}]`, message: '', warning: false }])[0]?.edge));
  expect(targets('')).toEqual([]);
});
