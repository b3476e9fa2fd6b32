// Workflow documents: from what the server or a file holds, and back.
import type { Document, Lexer, YAMLError } from 'yaml';
import { arrange } from './arrange';
import { freeNoteId } from './edits';
import { noteMin } from './node_size';
import { DocumentError, findingsIn, type FileRemarks } from './file_faults';
import { edgeKey, edgeText, type Doc, type DocEdge, type DocNode, type DocNote, type Json, type Options } from './types';
import { readEdges } from './read_edges';
import { doublesIn, looseIn } from './file_remarks';
import { located } from './located';
import { levelsMax, tooDeep } from './too_deep';
import { firstCommentLine } from './yaml_comments';
import { plainScalar } from './yaml_scalar';
import { Block, Mapping, writeYaml } from './yaml_write';

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
/** Farther out nobody finds a node again, and sums of places lose their digits. */
const farMax = 1e6;
const isPlace = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= farMax;
const pair = (value: unknown): [number, number] | null => (Array.isArray(value) && isPlace(value[0]) && isPlace(value[1]) ? [value[0], value[1]] : null);

function readNode([id, value]: [string, unknown], place: [number, number] | null): DocNode {
  const options: Options = Object.fromEntries(entries(value).filter(([key]) => key !== 'type').map(([key, item]) => [key, plain(item)]));
  const type = field(value, 'type');
  return { id, type: typeof type === 'string' ? type : '', options, x: place?.[0] ?? Number.NaN, y: place?.[1] ?? Number.NaN };
}

/** By what it joins: whatever is done to an edge on the canvas is done to its double. */
const once = (edges: readonly DocEdge[]): DocEdge[] => [...new Map(edges.map((edge) => [edgeKey(edge), edge])).values()];

/** No file makes a note that cannot be seen or taken hold of, or that reaches farther than any place. */
const sized = (value: unknown, fallback: number, smallest: number): number => Math.min(Math.max(number(value, fallback), smallest), farMax);

function readNote(value: unknown, id: string): DocNote {
  const [x, y] = pair(field(value, 'at')) ?? [0, 0];
  const size = field(value, 'size');
  const [width, height] = Array.isArray(size) ? (size as unknown[]) : [];
  const text = field(value, 'text');
  return { id, kind: field(value, 'kind') === 'group' ? 'group' : 'comment', text: typeof text === 'string' ? text : '', x, y, width: sized(width, 240, noteMin.width), height: sized(height, 96, noteMin.height) };
}

/** A file does not name its notes: each gets a name that no node of the file has. */
function readNotes(value: unknown, nodes: readonly string[]): DocNote[] {
  const taken = new Set(nodes);
  return (Array.isArray(value) ? value : []).map((note) => {
    const id = freeNoteId(taken);
    taken.add(id);
    return readNote(note, id);
  });
}

/** Whatever is wrong with nodes and edges is kept as it is: the server says what, and where. */
export function readWorkflow(value: unknown): Doc {
  const nodes = entries(field(value, 'nodes'));
  if (nodes.length === 0 && field(value, 'edges') === undefined) throw new DocumentError([{ kind: 'none', place: '', at: null }]);
  const layout = field(value, 'layout');
  const places = field(layout, 'nodes');
  const name = field(value, 'name');
  const edges = field(value, 'edges');
  const doc: Doc = {
    name: typeof name === 'string' ? name : '',
    nodes: nodes.map((entry) => readNode(entry, pair(field(places, entry[0])))),
    edges: Array.isArray(edges) ? once(edges.flatMap(readEdges)) : [],
    notes: readNotes(field(layout, 'notes'), nodes.map(([id]) => id)),
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

/** A name like 2024.10 is text, as it stands in the file. */
function withWrittenName(value: unknown, document: Document): unknown {
  const name = document.getIn(['name'], true) as { value?: unknown; source?: string } | undefined;
  const odd = value instanceof Map && (typeof name?.value === 'number' || typeof name?.value === 'boolean');
  return odd ? new Map<unknown, unknown>([...value, ['name', name.source ?? String(name.value)]]) : value;
}

/** The reader's own words are for programmers. */
function faultOf(error: YAMLError): Error {
  if (error.code === 'MULTIPLE_DOCS') return new DocumentError([{ kind: 'several', place: '', at: null }]);
  // Its place is where the stack ended, which is not where it became too deep.
  return error.code === 'RESOURCE_EXHAUSTION' ? new DocumentError([{ kind: 'deep', place: '', at: null }]) : error;
}

/** What the page has written itself is read again though the engine does not take it, as nothing of it may be lost. */
const levelsOfOwn = 200;

export const parseWorkflow = async (text: string): Promise<Doc> => (await parse(text, levelsOfOwn)).doc;

/** Throws with the line of what is no YAML, or of all that would be lost. */
export async function parseFile(text: string): Promise<{ doc: Doc; remarks: FileRemarks }> {
  const { doc, edges, lineOf, lexer } = await parse(text, levelsMax);
  const lineOfEdge = (index: number) => lineOf(['edges', index]);
  return { doc, remarks: { twice: doublesIn(edges, lineOfEdge), loose: looseIn(edges, new Set(doc.nodes.map(({ id }) => id)), lineOfEdge), commentLine: firstCommentLine(text, lexer()) } };
}

interface Parsed {
  doc: Doc;
  /** As the file has them. */
  edges: unknown;
  lineOf: (path: readonly unknown[]) => number | null;
  lexer: () => Lexer;
}

async function parse(text: string, levels: number): Promise<Parsed> {
  const { parseDocument, visit, Lexer, LineCounter } = await loadReader();
  const lines = new LineCounter();
  // Texts alone: what they mean is the engine's to say, and keys are taken as they are written.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', resolveKnownTags: false });
  if (document.errors[0] !== undefined) throw faultOf(document.errors[0]);
  const deep = tooDeep(document, levels);
  if (deep !== null) throw new DocumentError([{ kind: 'deep', place: '', at: located(document, lines, deep) }]);
  visit(document, { Scalar: (key, node) => void (key !== 'key' && node.type === 'PLAIN' && node.tag === undefined && (node.value = plainScalar(node.source ?? ''))) });
  let value: unknown;
  try {
    value = document.toJS({ mapAsMap: true, maxAliasCount: 100 });
  } catch {
    throw new DocumentError([{ kind: 'aliases', place: '', at: null }]);
  }
  const findings = findingsIn(value);
  if (findings.length > 0) throw new DocumentError(findings.map(({ kind, place, path }) => ({ kind, place, at: located(document, lines, path) })));
  const doc = readWorkflow(withWrittenName(value, document));
  return { doc, edges: field(value, 'edges'), lineOf: (path) => located(document, lines, path)?.line ?? null, lexer: () => new Lexer() };
}
