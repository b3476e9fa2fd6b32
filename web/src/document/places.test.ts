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

test('an edge is named by its ends, as in the file', () => {
  const ported = readWorkflow({ nodes: { a: { type: 'x' }, b: { type: 'x' } }, edges: ['a.left -> b'] });
  const names = (of: typeof doc, ...places: string[]) => locate(of, places.map((place) => ({ place, message: '', warning: false }))).map(({ place }) => place);
  expect(names(doc, 'edges[1]', 'edges[9]', 'nodes.a')).toEqual(['b -> c', 'edges[9]', 'nodes.a']);
  expect(names(ported, 'edges[0]')).toEqual(['a.left -> b']);
});

test('a node is found whatever it is called, and a key that the engine does not take', () => {
  const odd = readWorkflow({ foo: 1, nodes: { 'My Camera': { type: 'x' }, 'My Camera.2': { type: 'x' } }, edges: [] });
  const [bad, option, key, none] = locate(odd, ['nodes.My Camera', 'nodes.My Camera.2.source', 'workflow', ''].map((place) => ({ place, message: "unknown key 'foo'; known are name", warning: false })));
  expect([bad?.node, bad?.option]).toEqual(['My Camera', null]);
  expect([option?.node, option?.option]).toEqual(['My Camera.2', 'source']);
  expect([bad?.key, key?.key, none?.key]).toEqual([undefined, 'foo', undefined]);
});
