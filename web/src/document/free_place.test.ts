import { readWorkflow } from './workflow_file';
import { expect, test } from 'vitest';
import { addNode, addNote, paste, pick } from './edits';
import { freePlace, placeBeside } from './free_place';
import { boxOf } from './node_size';
import { emptyDoc, type Doc, type Point } from './types';

const none = new Set<string>();
const covered = (doc: Doc) => doc.nodes.flatMap((a, index) => doc.nodes.slice(index + 1).filter((b) => {
  const [one, other] = [boxOf(a), boxOf(b)];
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}).map((b) => [a.id, b.id]));
const added = (doc: Doc, type: string, selection: ReadonlySet<string> = none) => addNode(doc, type, placeBeside(doc, selection, { x: 96, y: 48 })).doc;
const places = (doc: Doc): Point[] => doc.nodes.map(({ x, y }) => ({ x, y }));

test('nodes added one after another stand in reading order, and none covers another', () => {
  const doc = ['video_input', 'model', 'xray_view', 'debug'].reduce((before, type) => added(before, type), emptyDoc);
  expect(places(doc)).toEqual([{ x: 96, y: 48 }, { x: 480, y: 48 }, { x: 864, y: 48 }, { x: 1248, y: 48 }]);
});

test('where the place beside what is selected is taken, the nearest free one is', () => {
  const two = added(added(emptyDoc, 'video_input'), 'model');
  const doc = added(two, 'model', new Set(['video-input']));
  expect(covered(doc)).toEqual([]);
  expect(doc.nodes[2]).toMatchObject({ x: 480, y: 48 + 192 });
});

test('a node that is put at a point keeps it unless it would cover another', () => {
  const one = addNode(emptyDoc, 'model', { x: 0, y: 0 }).doc;
  expect(places(addNode(one, 'debug', { x: 243, y: 7 }).doc)[1]).toEqual({ x: 240, y: 0 });
  for (const at of [{ x: 0, y: 0 }, { x: 200, y: 100 }, { x: -230, y: 0 }, { x: 0, y: -290 }]) {
    const doc = addNode(one, 'xray_view', at).doc;
    expect(covered(doc)).toEqual([]);
    expect(Math.hypot((doc.nodes[1]?.x ?? 0) - at.x, (doc.nodes[1]?.y ?? 0) - at.y)).toBeLessThan(400);
  }
});

test('however full it is, there is a place, and a comment is not covered', () => {
  const doc = Array.from({ length: 60 }).reduce<Doc>((before) => addNode(before, 'model', { x: 0, y: 0 }).doc, emptyDoc);
  expect(covered(doc)).toEqual([]);
  const note = addNote(emptyDoc, { kind: 'comment', text: '', x: 0, y: 0, width: 240, height: 96 }).doc;
  expect(places(addNode(note, 'model', { x: 0, y: 0 }).doc)).not.toEqual([{ x: 0, y: 0 }]);
});

test('what is pasted covers nothing, and keeps its form', () => {
  const doc = added(added(emptyDoc, 'video_input'), 'model');
  const twice = paste(doc, pick(doc, new Set(['video-input', 'model'])), { x: 128, y: 80 }).doc;
  expect(covered(twice)).toEqual([]);
  expect((twice.nodes[3]?.x ?? 0) - (twice.nodes[2]?.x ?? 0)).toBe(384);
});

test('several hundred nodes find a place together, in no time worth a word', () => {
  const nodes = Array.from({ length: 400 }, (_, index) => ({ id: `n${index}`, type: 'model', options: {}, x: 384 * (index % 10), y: 192 * Math.floor(index / 10) }));
  const doc: Doc = { ...emptyDoc, nodes };
  const twice = paste(doc, pick(doc, new Set(nodes.map(({ id }) => id))), { x: 32, y: 32 }).doc;
  expect(twice.nodes).toHaveLength(800);
  expect(covered(twice)).toEqual([]);
});

test('places that are no numbers, or out of this world, do not keep it searching', () => {
  for (const at of [[0, Number.NaN], [1e300, 0]]) {
    const strange = readWorkflow({ nodes: { a: { type: 'x' }, b: { type: 'x' } }, edges: [], layout: { nodes: { a: at, b: at } } });
    const place = freePlace(strange, 'x', { x: strange.nodes[0]?.x ?? 0, y: strange.nodes[0]?.y ?? 0 });
    expect(Number.isFinite(place.x) && Number.isFinite(place.y)).toBe(true);
  }
});
