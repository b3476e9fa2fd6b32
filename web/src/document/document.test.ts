import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { arrange } from './arrange';
import { beginHistory, edited, redone, undone, type EditHistory } from './edit_history';
import * as edits from './edits';
import { mergeDocs } from './merge';
import { edgeKey, type Doc, type Json } from './types';
import { parseWorkflow, readWorkflow, writeWorkflow } from './workflow_file';
import { Block, Mapping, writeYaml } from './yaml_write';

const door = `name: Front door
description: Who comes and goes
nodes:
  camera:
    type: video_input
    source: rtsp://camera/stream
    resolution_scale: 50%
    loop: true
  "1":
    type: model
    classes: [person, "no"]
  view:
    type: xray_view
edges:
  - camera -> 1
  - 1 -> view
layout:
  nodes:
    camera: [0, 0]
    "1": [304, 0]
    view: [608, 40]
  notes:
    - {kind: comment, text: "Look: here", at: [0, -120], size: [240, 96]}
`;

/** Mulberry32: the same numbers in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('workflow files', () => {
  test('a file that was read is written with the same bytes', async () => {
    expect(writeWorkflow(await parseWorkflow(door))).toBe(door);
  });

  test('a note has a size that can be seen and taken hold of, whatever the file says', () => {
    const sizeOf = (size: Json) => readWorkflow({ nodes: { a: { type: 'x' } }, layout: { notes: [{ kind: 'group', size }] } }).notes.map(({ width, height }) => [width, height])[0];
    expect([[-50, 0], [500, 1e9], [300, 200], [300, 'high'], 'large'].map(sizeOf)).toEqual([[120, 64], [500, 1e6], [300, 200], [300, 96], [240, 96]]);
  });

  test('a chain is as many edges; an object of the server reads like the file', () => {
    const doc = readWorkflow({ nodes: { a: { type: 'x' }, b: { type: 'y', n: 1 } }, edges: ['a.out -> b.in -> c'] });
    expect(doc.edges).toEqual([
      { from: 'a', fromPort: 'out', to: 'b', toPort: 'in' },
      { from: 'b', fromPort: 'in', to: 'c', toPort: '' },
    ]);
    expect(doc.nodes[1]?.options).toEqual({ n: 1 });
    expect(doc.nodes[1]?.x).toBeGreaterThan(doc.nodes[0]?.x ?? 0);
  });

  test.each<Json>([
    '', ' ', 'a: b', 'a #b', '# a', '- a', 'yes', 'Off', '~', '007', '1e3', '0x1f', '.5', '-', 'a:', '"', "it's", 'a, b', '{a}', '[a', '*a', '&a',
    '!a', '%a', '@a', '|', '>', '?', 'tab\tend', 'line\nline', '\u2028', 'Straße', '人', 'C:\\clips', '50%', 'null', '${CAM}', 'test://pattern?a=1&b=2',
    true, null, -0.25, 1e21, ['a', 'b: c', 1], [['a', 1], ['b', 2]], { a: ['x'], 'b c': { d: '' } },
  ])('%j comes back from a YAML reader', (value) => {
    const text = writeYaml(new Mapping([['key', value], ['list', new Block([value])]]));
    expect(parse(text)).toEqual({ key: value, list: [value] });
  });
});

/** One edit, chosen by chance, of every kind that there is. */
function anyEdit(doc: Doc, chance: () => number): Doc {
  const one = <T,>(list: readonly T[]): T | undefined => list[Math.floor(chance() * list.length)];
  const node = one(doc.nodes);
  const other = one(doc.nodes);
  const at = { x: Math.round(chance() * 2000 - 500), y: Math.round(chance() * 1000) };
  const values: Json[] = ['vtest.avi', 0.25, true, ['person', 'car'], 'a: b', null, '50%', 12];
  const kinds: (() => Doc)[] = [
    () => edits.addNode(doc, one(['video_input', 'model', 'xray_view']) ?? '', at, { source: 'test://' }).doc,
    () => edits.addNote(doc, { kind: one(['comment', 'group'] as const) ?? 'comment', text: `note ${at.x}`, ...at, width: 200, height: 100 }).doc,
    () => edits.remove(doc, new Set([one(doc.edges.map(edgeKey)) ?? '', chance() < 0.4 ? (node?.id ?? '') : ''])),
    () => edits.connect(doc, { from: node?.id ?? '', fromPort: '', to: other?.id ?? '', toPort: '' }, chance() < 0.3 ? doc.edges.slice(0, 1).map(edgeKey) : []),
    () => edits.setOption(doc, node?.id ?? '', one(['source', 'confidence', 'classes']) ?? '', one(values)),
    () => edits.setOption(doc, node?.id ?? '', one(['source', 'confidence']) ?? '', undefined),
    () => edits.rename(doc, node?.id ?? '', `node-${Math.floor(chance() * 50)}`),
    () => edits.move(doc, new Map([[node?.id ?? '', at], [one(doc.notes)?.id ?? '', at]])),
    () => edits.setName(doc, `Door ${at.x}`),
    () => edits.paste(doc, edits.pick(doc, new Set([node?.id ?? '', other?.id ?? ''])), at).doc,
    () => edits.editNote(doc, one(doc.notes)?.id ?? '', { text: `text ${at.y}`, width: 300 }),
    () => arrange(doc),
  ];
  return one(kinds)?.() ?? doc;
}

describe('undo', () => {
  test.each([1, 2, 3])('1,000 edits by chance and as many undos give back the same bytes (seed %i)', async (seed) => {
    const chance = random(seed);
    const begin = await parseWorkflow(door);
    let history: EditHistory = beginHistory(begin);
    let made = 0;
    while (made < 1000) {
      const doc = anyEdit(history.doc, chance);
      if (doc.nodes.length > 60) history = edited(history, { label: 'remove', doc: edits.remove(doc, new Set(doc.nodes.slice(9).map((each) => each.id))), atMs: made });
      else if (doc === history.doc) continue;
      else history = edited(history, { label: 'edit', doc, atMs: made });
      made += 1;
    }
    const end = writeWorkflow(history.doc);
    expect(end).not.toBe(door);
    for (let step = 0; step < 1000; step += 1) history = undone(history);
    expect(history.past).toHaveLength(0);
    expect(writeWorkflow(history.doc)).toBe(door);
    for (let step = 0; step < 1000; step += 1) history = redone(history);
    expect(writeWorkflow(history.doc)).toBe(end);
  });

  test('a slider’s way is one step; another option or a pause begins the next', () => {
    const doc = readWorkflow({ nodes: { a: { type: 'model' } }, edges: [] });
    let history = beginHistory(doc);
    const set = (name: string, value: number, atMs: number) => {
      history = edited(history, { label: name, doc: edits.setOption(history.doc, 'a', name, value), mergeKey: name, atMs });
    };
    set('iou', 0.1, 0);
    set('iou', 0.2, 500);
    set('confidence', 0.2, 600);
    set('confidence', 0.3, 5000);
    expect(history.past).toHaveLength(3);
    expect(undone(undone(undone(history))).doc).toBe(doc);
  });
});

describe('edits', () => {
  const doc = readWorkflow({ nodes: { a: { type: 'video_input' }, b: { type: 'model' } }, edges: ['a -> b'] });

  test('a renamed node keeps its edges, a taken or wrong name changes nothing', () => {
    expect(edits.rename(doc, 'a', 'front').edges[0]?.from).toBe('front');
    expect(edits.rename(doc, 'a', 'b')).toBe(doc);
    expect(edits.rename(doc, 'a', 'Über')).toBe(doc);
  });

  test('a node may be called as a note: read, added, renamed, pasted or merged, each has an id of its own', () => {
    const notes = [{ kind: 'comment', text: 'here' }, { kind: 'group', text: 'all' }];
    const ids = ({ nodes, notes }: Doc) => [...nodes, ...notes].map(({ id }) => id);
    const read = readWorkflow({ nodes: { 'note-1': { type: 'model' }, 'note-2': { type: 'debug' }, 'note.1': { type: 'odd' } }, edges: ['note-1 -> note-2'], layout: { notes } });
    expect(new Set(ids(read)).size).toBe(5);
    const again = readWorkflow(parse(writeWorkflow(edits.addNote(read, { kind: 'comment', text: 'new', x: 0, y: 0, width: 200, height: 100 }).doc)));
    expect(new Set(ids(again)).size).toBe(6);
    const bare = again.notes.reduce((doc, { id }) => edits.remove(doc, new Set([id])), again);
    expect(bare.nodes).toHaveLength(3);
    expect(bare.edges).toHaveLength(1);
    const renamed = edits.rename(edits.addNote(doc, { kind: 'comment', text: '', x: 0, y: 0, width: 200, height: 100 }).doc, 'a', 'note-1');
    expect(renamed.nodes[0]?.id).toBe('note-1');
    expect(new Set(ids(edits.paste(renamed, read, { x: 0, y: 0 }).doc)).size).toBe(8);
    const { doc: merged } = mergeDocs(doc, edits.addNote(doc, { kind: 'comment', text: 'mine', x: 0, y: 0, width: 200, height: 100 }).doc, renamed);
    expect(new Set(ids(merged)).size).toBe(4);
  });

  test('pasted nodes get free names, and the edges between them come along', () => {
    const { doc: twice, ids } = edits.paste(doc, doc, { x: 0, y: 400 });
    expect(ids).toEqual(['a-2', 'b-2']);
    expect(twice.edges.map(edgeKey)).toContain('a-2.->b-2.');
  });

  test('arranged nodes do not lie on each other, those with a picture neither', () => {
    const doc = arrange(readWorkflow({ nodes: { cam: { type: 'video_input' }, one: { type: 'xray_view' }, two: { type: 'xray_view' }, log: { type: 'debug' } }, edges: ['cam -> one', 'cam -> two', 'cam -> log'] }));
    const [cam, ...column] = doc.nodes;
    column.sort((a, b) => a.y - b.y);
    expect(new Set(column.map(({ x }) => x)).size).toBe(1);
    column.slice(1).forEach((node, index) => expect(node.y - (column[index]?.y ?? 0)).toBeGreaterThanOrEqual(column[index]?.type === 'xray_view' ? 300 : 150));
    expect(cam?.y).toBeGreaterThan(column[0]?.y ?? 0);
  });

  test('many siblings are arranged beside each other, none on another', () => {
    const ids = Array.from({ length: 60 }, (_, index) => `d${index}`);
    const { nodes } = readWorkflow({ nodes: { cam: { type: 'x' }, ...Object.fromEntries(ids.map((id) => [id, { type: 'x' }])), last: { type: 'x' } }, edges: [...ids.map((id) => `cam -> ${id}`), 'd0 -> last'] });
    const [width, height] = [Math.max(...nodes.map(({ x }) => x)), Math.max(...nodes.map(({ y }) => y))];
    expect([width / 384, Math.round(height / 176)]).toEqual([6, 11]);
    expect(new Set(nodes.map(({ x, y }) => `${x},${y}`)).size).toBe(62);
    expect(nodes.at(-1)?.x).toBe(width);
  });

  test('a long chain is arranged in rows, none on another, and a short one in a row', () => {
    const chain = (count: number) => {
      const ids = Array.from({ length: count }, (_, index) => `d${index}`);
      return arrange(readWorkflow({ nodes: Object.fromEntries(ids.map((id) => [id, { type: 'x' }])), edges: ids.slice(1).map((id, index) => `${ids[index]} -> ${id}`) })).nodes;
    };
    expect(new Set(chain(16).map(({ y }) => y)).size).toBe(1);
    const long = chain(80);
    const [width, height] = [Math.max(...long.map(({ x }) => x)), Math.max(...long.map(({ y }) => y))];
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
    expect(new Set(long.map(({ x, y }) => `${x},${y}`)).size).toBe(80);
    expect(long.filter((node, index) => node.x > (long[index - 1]?.x ?? -1) || node.y > (long[index - 1]?.y ?? 0))).toHaveLength(80);
  });

  test('nothing to do gives the same document', () => {
    expect(edits.remove(doc, new Set(['nobody']))).toBe(doc);
    expect(edits.connect(doc, { from: 'a', fromPort: '', to: 'b', toPort: '' })).toBe(doc);
    expect(edits.setName(doc, '')).toBe(doc);
  });
});

test('the layout puts every node right of what feeds it, and survives a cycle', () => {
  const doc = readWorkflow({ nodes: { d: { type: 't' }, a: { type: 't' }, b: { type: 't' }, c: { type: 't' } }, edges: ['a -> b', 'a -> c', 'b -> d', 'c -> d'] });
  const x = (id: string) => doc.nodes.find((node) => node.id === id)?.x ?? 0;
  expect([x('a'), x('b'), x('c'), x('d')]).toEqual([0, 384, 384, 768]);
  expect(new Set(doc.nodes.map((node) => `${node.x},${node.y}`)).size).toBe(4);
  const cycle = readWorkflow({ nodes: { a: { type: 't' }, b: { type: 't' } }, edges: ['a -> b', 'b -> a'] });
  expect(cycle.nodes.every((node) => Number.isFinite(node.x))).toBe(true);
});

test('a file means what it means to the engine: plain numbers are decimal, keys and all else are as they are written', async () => {
  const doc = await parseWorkflow('nodes:\n  007: {type: a, n: 007, f: -1.5e3, h: 0x1F, o: 0o17, p: +5, big: 1e400, nan: .NaN, t: TRUE, yes: true, q: "5", none: , s: !!str 5}\n  1e3: {type: b}\nedges: ["007.x.y -> 1e3"]\n');
  expect(doc.nodes.map(({ id }) => id)).toEqual(['007', '1e3']);
  expect(doc.nodes[0]?.options).toEqual({ n: 7, f: -1500, h: '0x1F', o: '0o17', p: '+5', big: '1e400', nan: '.NaN', t: 'TRUE', yes: true, q: '5', none: null, s: '5' });
  expect(doc.edges).toEqual([{ from: '007', fromPort: 'x.y', to: '1e3', toPort: '' }]);
});
