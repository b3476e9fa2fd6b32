import { expect, test } from 'vitest';
import { parseFile, parseWorkflow } from '../document/workflow_file';
import { readFault, readRemarks } from './read_fault';

const faultOf = (text: string) => parseWorkflow(text).then(() => '', readFault);

test('what is wrong with a file is said with its line', async () => {
  expect(await faultOf('nodes:\n  camera:\n    type: video_input: x\n')).toMatch(/^This is no YAML: .* at line 3, column 11\.$/);
  expect(await faultOf('hello')).toBe('This is not a workflow file: it has no nodes.');
  expect(readFault(new TypeError('Failed to fetch dynamically imported module'))).toMatch(/does not answer/);
});

test('what would be lost is said with its place, all of it', async () => {
  expect(await faultOf('nodes:\n  camera: {type: video_input}\nedges: [{from: camera, to: view}]\n')).toBe("edges[0] (line 3, column 9): an edge is written 'a -> b' or 'a.port -> b.port'.");
  expect(await faultOf('nodes: {camera: {type: video_input}}\nedges: camera -> view\n')).toBe("edges (line 2, column 8): is not a list of 'a -> b'.");
  expect(await faultOf('name: T\nnodes:\n  - id: camera\n    type: video_input\nedges:\n  - camera -> view\n')).toBe("nodes (line 3, column 3): is not a map of at least one node: 'id: {type: …}'.");
  expect(await faultOf('nodes:\nedges: []\n')).toMatch(/^nodes .*: is not a map of at least one node/);
  expect(await faultOf('name: [a]\nnodes:\n  1: video_input\n  b: {type: 5}\nedges: [a, -> b]\n')).toBe(
    "name (line 1, column 7): is not text. nodes.1 (line 3, column 6): is not a map with a 'type'. nodes.b.type (line 4, column 13): is not text. 2 more mistakes.",
  );
  expect(await faultOf('edges: []\n')).toMatch(/^nodes: is not a map/);
});

test('several documents are said in words of the page', async () => {
  expect(await faultOf('nodes: {a: {type: b}}\n---\nnodes: {c: {type: d}}\n')).toBe('The text holds several documents (a line with --- begins another): keep one.');
  expect(await faultOf('---\nnodes: {a: {type: b}}\n')).toBe('');
});

test('an edge that is there twice is taken once, which is said with its line, as is the first comment', async () => {
  const remarksOf = async (text: string) => readRemarks((await parseFile(text)).remarks);
  const nodes = 'nodes:\n  a: {type: x, note: "# none"}\n  b:\n    type: y\n    text: |\n      # no comment\n';
  expect(await remarksOf(`${nodes}edges: [a -> b]\n`)).toBe('');
  expect(await remarksOf(`${nodes}edges:\n  - a -> b\n  - a->b\n`)).toBe('edges[1] (line 9): this edge is there already, and is taken once.');
  expect(await remarksOf(`${nodes}edges: [a -> b -> a -> b]  # round\n# end\n`)).toBe('edges[0] (line 7): this edge is there already, and is taken once. Comments of the file are not kept (the first is in line 7).');
  expect(await remarksOf(`# mine\r\n${nodes}edges: []\n`)).toBe('Comments of the file are not kept (the first is in line 1).');
  expect((await parseWorkflow(`${nodes}edges: [a -> b, a -> b]\n`)).edges).toHaveLength(1);
});

test('a file that is nested too deeply is said so, with its line where that is known', async () => {
  const nested = (levels: number) => `nodes:\n  a:\n    type: x\n    n: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
  const said = (text: string) => parseFile(text).then(() => '', readFault);
  expect(await said(nested(14))).toBe('');
  for (const levels of [15, 300]) expect(await said(nested(levels))).toBe('Line 4: nested too deeply, at most 16 levels.');
  expect(await said(nested(50_000))).toBe('Nested too deeply, at most 16 levels.');
  expect(await faultOf(nested(20))).toBe('');
  expect(await faultOf(nested(50_000))).toBe('Nested too deeply, at most 16 levels.');
});

test('an edge to or from no node is said with its line, and what becomes of it', async () => {
  const { doc, remarks } = await parseFile('nodes: {p: {type: x}, q: {type: y}}\nedges:\n  - nope -> p\n  - p -> q\n  - p -> q -> gone.in\n');
  expect(readRemarks(remarks, 'part')).toBe("edges[0] (line 3): there is no node 'nope', so this edge is left out. edges[2] (line 5): there is no node 'gone', so this edge is left out. edges[2] (line 5): this edge is there already, and is taken once.");
  expect(readRemarks(remarks)).toContain("edges[0] (line 3): there is no node 'nope', so this edge is not drawn.");
  expect(doc.edges.map(({ to }) => to)).toEqual(['p', 'q', 'gone']);
  const many = await parseFile(`nodes: {p: {type: x}}\nedges: [${['a', 'b', 'c', 'd', 'e'].map((id) => `p -> ${id}`).join(', ')}]\n`);
  expect(readRemarks(many.remarks, 'part')).toMatch(/'c', so this edge is left out\. 2 more edges of this kind\.$/);
});

test('what is only wrong for the engine is kept, and a name that looks like a number is text', async () => {
  expect(await parseWorkflow('name: 2024.10\nfoo: bar\nnodes:\n  My Camera: {type: }\n  b: {type: debug}\nedges: [My Camera -> b.in -> c]\n')).toMatchObject({
    name: '2024.10', rest: { foo: 'bar' }, nodes: [{ id: 'My Camera', type: '' }, { id: 'b' }], edges: [{ from: 'My Camera', to: 'b', toPort: 'in' }, { from: 'b', to: 'c' }],
  });
});
