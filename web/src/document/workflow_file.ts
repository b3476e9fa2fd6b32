// Workflow documents: from what the server or a file holds, and back.
import { arrange } from './arrange';
import { edgeText, type Doc, type DocEdge, type DocNode, type DocNote, type Json, type Options } from './types';
import { Block, Mapping, writeYaml } from './yaml_write';

export class DocumentError extends Error {}

const ownKeys: ReadonlySet<string> = new Set(['name', 'nodes', 'edges', 'layout']);

/** Of an object or a Map: a YAML file may call nodes "1" and "2", and an object would sort these first. */
function entries(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...value.entries()].map(([key, item]) => [String(key), item]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value);
}

function plain(value: unknown): Json {
  if (value instanceof Map) return Object.fromEntries(entries(value).map(([key, item]) => [key, plain(item)]));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(entries(value).map(([key, item]) => [key, plain(item)]));
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return null;
}

const field = (value: unknown, name: string): unknown => entries(value).find(([key]) => key === name)?.[1];
const number = (value: unknown, fallback = 0): number => (typeof value === 'number' && Number.isFinite(value) ? value : fallback);
const pair = (value: unknown): [number, number] | null =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number' ? [value[0], value[1]] : null;

function readNode([id, value]: [string, unknown], place: [number, number] | null): DocNode {
  const options: Options = Object.fromEntries(entries(value).filter(([key]) => key !== 'type').map(([key, item]) => [key, plain(item)]));
  const type = field(value, 'type');
  return { id, type: typeof type === 'string' ? type : '', options, x: place?.[0] ?? Number.NaN, y: place?.[1] ?? Number.NaN };
}

function readEnd(text: string): [string, string] {
  const [node = '', port = ''] = text.trim().split('.', 2);
  return [node, port];
}

/** "a -> b.left -> c" is two edges. */
function readEdges(value: unknown): DocEdge[] {
  if (typeof value !== 'string') return [];
  const ends = value.split('->').map(readEnd);
  return ends.slice(1).map(([to, toPort], index) => {
    const [from, fromPort] = ends[index] ?? ['', ''];
    return { from, fromPort, to, toPort };
  });
}

function readNote(value: unknown, index: number): DocNote {
  const [x, y] = pair(field(value, 'at')) ?? [0, 0];
  const [width, height] = pair(field(value, 'size')) ?? [240, 96];
  const text = field(value, 'text');
  return { id: `note-${index + 1}`, kind: field(value, 'kind') === 'group' ? 'group' : 'comment', text: typeof text === 'string' ? text : '', x, y, width, height };
}

/** Whatever is wrong with nodes and edges is kept as it is: the server says what, and where. */
export function readWorkflow(value: unknown): Doc {
  const nodes = entries(field(value, 'nodes'));
  if (nodes.length === 0 && field(value, 'edges') === undefined) throw new DocumentError('nodes');
  const layout = field(value, 'layout');
  const places = field(layout, 'nodes');
  const notes = field(layout, 'notes');
  const name = field(value, 'name');
  const edges = field(value, 'edges');
  const doc: Doc = {
    name: typeof name === 'string' ? name : '',
    nodes: nodes.map((entry) => readNode(entry, pair(field(places, entry[0])))),
    edges: Array.isArray(edges) ? edges.flatMap(readEdges) : [],
    notes: Array.isArray(notes) ? notes.map(readNote) : [],
    rest: Object.fromEntries(entries(value).filter(([key]) => !ownKeys.has(key)).map(([key, item]) => [key, plain(item)])),
  };
  return doc.nodes.some((node) => Number.isNaN(node.x)) ? arrange(doc) : doc;
}

function layoutOf(doc: Doc): Mapping {
  const places = doc.nodes.map((node) => [node.id, [number(Math.round(node.x)), number(Math.round(node.y))]] as const);
  const notes = doc.notes.map((note): Json => ({
    kind: note.kind, text: note.text, at: [Math.round(note.x), Math.round(note.y)], size: [Math.round(note.width), Math.round(note.height)],
  }));
  return new Mapping([
    ...(places.length > 0 ? [['nodes', new Mapping(places)] as const] : []),
    ...(notes.length > 0 ? [['notes', new Block(notes)] as const] : []),
  ]);
}

/** `layout: false` leaves the places of nodes out: for a comparison by people. */
export function writeWorkflow(doc: Doc, { layout = true } = {}): string {
  const nodes = doc.nodes.map((node) => [node.id, new Mapping([['type', node.type], ...Object.entries(node.options)])] as const);
  const places = layoutOf(doc);
  return writeYaml(
    new Mapping([
      ...(doc.name === '' ? [] : [['name', doc.name] as const]),
      ...Object.entries(doc.rest),
      ['nodes', new Mapping(nodes)],
      ['edges', new Block(doc.edges.map(edgeText))],
      ...(layout && places.entries.length > 0 ? [['layout', places] as const] : []),
    ]),
  );
}

/** The reader of YAML comes only when it is needed. */
export const loadReader = () => import('yaml');

/** Throws with the line of the first mistake. */
export async function parseWorkflow(text: string): Promise<Doc> {
  const { parse } = await loadReader();
  return readWorkflow(parse(text, { mapAsMap: true, maxAliasCount: 100 }));
}
