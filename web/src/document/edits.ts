// What can be done to a document. Pure: each gives a new document, or the same one when there is nothing to do.
import { freePlace, freeShift } from './free_place';
import { boxOf } from './node_size';
import { edgeKey, nodeOf, type Doc, type DocEdge, type DocNode, type DocNote, type Json, type Options, type Point } from './types';

export const idPattern = /^[a-z0-9-]{1,64}$/;

export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 56) || 'node';
}

/** `wanted`, or with the first free number behind it. Who asks for many while none gets free keeps `tried`: the number to begin with. */
export function freeId(taken: ReadonlySet<string>, wanted: string, tried = new Map<string, number>()): string {
  if (!taken.has(wanted)) return wanted;
  const base = wanted.replace(/-\d+$/, '');
  for (let number = tried.get(base) ?? 2; ; number += 1) {
    tried.set(base, number);
    if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
  }
}

/** With a point in it: no node can be renamed to it, and no edge can end there. */
export function freeNoteId(taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    if (!taken.has(`note.${number}`)) return `note.${number}`;
  }
}

const idsOf = (doc: Doc): Set<string> => new Set([...doc.nodes, ...doc.notes].map((item) => item.id));

export function addNode(doc: Doc, type: string, at: Point, options: Options = {}): { doc: Doc; id: string } {
  const id = freeId(idsOf(doc), slug(type));
  return { id, doc: { ...doc, nodes: [...doc.nodes, { id, type, options, ...freePlace(doc, type, at) }] } };
}

export function addNote(doc: Doc, note: Omit<DocNote, 'id'>): { doc: Doc; id: string } {
  const id = freeNoteId(idsOf(doc));
  return { id, doc: { ...doc, notes: [...doc.notes, { ...note, id }] } };
}

export function editNote(doc: Doc, id: string, change: Partial<DocNote>): Doc {
  return { ...doc, notes: doc.notes.map((note) => (note.id === id ? { ...note, ...change } : note)) };
}

/** Nodes, notes and edges (by key), with the edges that lose an end. */
export function remove(doc: Doc, items: ReadonlySet<string>): Doc {
  const nodes = doc.nodes.filter((node) => !items.has(node.id));
  const notes = doc.notes.filter((note) => !items.has(note.id));
  const edges = doc.edges.filter((edge) => !items.has(edgeKey(edge)) && !items.has(edge.from) && !items.has(edge.to));
  const same = nodes.length === doc.nodes.length && notes.length === doc.notes.length && edges.length === doc.edges.length;
  return same ? doc : { ...doc, nodes, notes, edges };
}

/** `replaced` are edges (by key) that make room, where an input takes only one. */
export function connect(doc: Doc, edge: DocEdge, replaced: readonly string[] = []): Doc {
  const rest = doc.edges.filter((each) => !replaced.includes(edgeKey(each)));
  if (rest.some((each) => edgeKey(each) === edgeKey(edge))) return doc;
  return { ...doc, edges: [...rest, edge] };
}

/** `undefined` takes the option out: its default holds then. */
export function setOption(doc: Doc, id: string, name: string, value: Json | undefined): Doc {
  const change = (node: DocNode): DocNode => {
    if (node.id !== id) return node;
    if (value !== undefined) return { ...node, options: { ...node.options, [name]: value } };
    return { ...node, options: Object.fromEntries(Object.entries(node.options).filter(([key]) => key !== name)) };
  };
  return nodeOf(doc, id) === undefined ? doc : { ...doc, nodes: doc.nodes.map(change) };
}

/** Each change for every node of its type. */
export function withChanges(doc: Doc, changes: readonly { nodeType: string; option: string; value: Json }[]): Doc {
  const changed = (node: DocNode): DocNode => ({
    ...node, options: { ...node.options, ...Object.fromEntries(changes.filter(({ nodeType }) => nodeType === node.type).map(({ option, value }) => [option, value])) },
  });
  return { ...doc, nodes: doc.nodes.map(changed) };
}

export function rename(doc: Doc, id: string, to: string): Doc {
  if (id === to || !idPattern.test(to) || idsOf(doc).has(to)) return doc;
  const end = (node: string) => (node === id ? to : node);
  return {
    ...doc,
    nodes: doc.nodes.map((node) => (node.id === id ? { ...node, id: to } : node)),
    edges: doc.edges.map((edge) => (edge.from === id || edge.to === id ? { ...edge, from: end(edge.from), to: end(edge.to) } : edge)),
  };
}

export function move(doc: Doc, places: ReadonlyMap<string, Point>): Doc {
  const moved = <T extends DocNode | DocNote>(item: T): T => {
    const place = places.get(item.id);
    return place === undefined || (place.x === item.x && place.y === item.y) ? item : { ...item, x: place.x, y: place.y };
  };
  return { ...doc, nodes: doc.nodes.map(moved), notes: doc.notes.map(moved) };
}

export function setName(doc: Doc, name: string): Doc {
  return doc.name === name ? doc : { ...doc, name };
}

/** Without a key that the file has beside nodes and edges. */
export function dropKey(doc: Doc, key: string): Doc {
  return { ...doc, rest: Object.fromEntries(Object.entries(doc.rest).filter(([each]) => each !== key)) };
}

/** A part of a document: the items named, and the edges between them. */
export function pick(doc: Doc, items: ReadonlySet<string>): Doc {
  return {
    name: '',
    nodes: doc.nodes.filter((node) => items.has(node.id)),
    edges: doc.edges.filter((edge) => items.has(edge.from) && items.has(edge.to)),
    notes: doc.notes.filter((note) => items.has(note.id)),
    rest: {},
  };
}

/** Adds `part` under free ids, its upper left corner at `at` or near it: it covers no node. */
export function paste(doc: Doc, part: Doc, at: Point): { doc: Doc; ids: string[] } {
  const taken = idsOf(doc);
  const names = new Map<string, string>();
  const tried = new Map<string, number>();
  for (const item of [...part.nodes, ...part.notes]) {
    const id = freeId(taken, item.id, tried);
    taken.add(id);
    names.set(item.id, id);
  }
  const items = [...part.nodes, ...part.notes];
  const left = Math.min(...items.map((item) => item.x));
  const top = Math.min(...items.map((item) => item.y));
  const moved = <T extends Point>(item: T, by: Point): T => ({ ...item, x: item.x + by.x, y: item.y + by.y });
  const there = { x: Math.round(at.x - left), y: Math.round(at.y - top) };
  const free = freeShift(doc, [...part.nodes.map(boxOf), ...part.notes.filter(({ kind }) => kind === 'comment')].map((box) => moved(box, there)));
  const put = <T extends DocNode | DocNote>(item: T): T => ({ ...moved(moved(item, there), free), id: names.get(item.id) ?? item.id });
  const edges = part.edges
    .filter((edge) => names.has(edge.from) && names.has(edge.to))
    .map((edge) => ({ ...edge, from: names.get(edge.from) ?? '', to: names.get(edge.to) ?? '' }));
  return {
    ids: [...names.values()],
    doc: { ...doc, nodes: [...doc.nodes, ...part.nodes.map(put)], notes: [...doc.notes, ...part.notes.map(put)], edges: [...doc.edges, ...edges] },
  };
}

/** The items whose middle lies inside a group: they move with it. */
export function membersOf(doc: Doc, group: DocNote, size: (id: string) => { width: number; height: number }): string[] {
  const inside = (item: DocNode | DocNote) => {
    const { width, height } = size(item.id);
    const x = item.x + width / 2;
    const y = item.y + height / 2;
    return item.id !== group.id && x >= group.x && x <= group.x + group.width && y >= group.y && y <= group.y + group.height;
  };
  return [...doc.nodes, ...doc.notes].filter(inside).map((item) => item.id);
}
