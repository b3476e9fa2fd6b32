// Two documents that were made from a third, put together: what only one side changed is taken from that side. Which of the two is
// called `mine` makes no difference, so that two tabs that merge each other's work come to the same document.
import { equal, keepEqual } from '../lib/equal';
import { freeNoteId } from './edits';
import { equalDocs } from './equal_docs';
import { edgeKey, type Doc, type DocNode, type DocNote, type Json, type Options } from './types';

export interface Merge {
  doc: Doc;
  /** Both changed the same thing, each in its own way; `doc` has the one of `mine` there. */
  clash: boolean;
}

interface Sides<T> {
  base: T | undefined;
  mine: T | undefined;
  theirs: T | undefined;
}

class Merger {
  clash = false;

  value<T>({ base, mine, theirs }: Sides<T>): T | undefined {
    if (equal(mine, theirs) || equal(base, theirs)) return mine;
    if (equal(base, mine)) return theirs;
    this.clash = true;
    return mine;
  }

  options({ base, mine, theirs }: Sides<Options>): Options {
    const names = [...new Set([base, mine, theirs].flatMap((side) => Object.keys(side ?? {})))];
    const merged = names.map((name) => [name, this.value<Json>({ base: base?.[name], mine: mine?.[name], theirs: theirs?.[name] })] as const);
    return Object.fromEntries(merged.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }

  node({ base, mine, theirs }: Sides<DocNode>): DocNode | undefined {
    if (mine === undefined || theirs === undefined) {
      const left = mine ?? theirs;
      if (left === undefined || base === undefined) return left;
      // Taken out by one side: a place alone is no work that would be lost with it.
      if (equal({ ...left, x: 0, y: 0 }, { ...base, x: 0, y: 0 })) return undefined;
      this.clash = true;
      return left;
    }
    const place = (node: DocNode | undefined) => node && [node.x, node.y];
    const [x = 0, y = 0] = this.value({ base: place(base), mine: place(mine), theirs: place(theirs) }) ?? [];
    const type = this.value({ base: base?.type, mine: mine.type, theirs: theirs.type }) ?? '';
    const options = this.options({ base: base?.options, mine: mine.options, theirs: theirs.options });
    return keepEqual(mine, { id: mine.id, type, options, x, y });
  }
}

/** By key: those of the base that are left, then what came to it; in an order that does not depend on the sides. */
function keysOf<T>({ base, mine, theirs }: { base: readonly T[]; mine: readonly T[]; theirs: readonly T[] }, keyOf: (item: T) => string): string[] {
  const [old, left, right] = [base, mine, theirs].map((list) => list.map(keyOf)) as [string[], string[], string[]];
  const fresh = (list: string[]) => list.filter((key) => !old.includes(key));
  const [ours, others] = [fresh(left), fresh(right)];
  const added = ours.length === 0 || others.length === 0 ? [...ours, ...others] : [...new Set([...ours, ...others])].sort();
  return [...old, ...added];
}

/** Of things that are there or not: an edge, a note as it is written. */
function mergeSet<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[], keyOf: (item: T) => string): T[] {
  const [old, left, right] = [base, mine, theirs].map((list) => new Map(list.map((item) => [keyOf(item), item]))) as [Map<string, T>, Map<string, T>, Map<string, T>];
  return keysOf({ base, mine, theirs }, keyOf).flatMap((key) => {
    const item = left.get(key) ?? right.get(key);
    return item === undefined || (old.has(key) && !(left.has(key) && right.has(key))) ? [] : [item];
  });
}

const noteKey = ({ kind, text, x, y, width, height }: DocNote): string => JSON.stringify([kind, text, x, y, width, height]);

function mergeNotes(base: Doc, mine: Doc, theirs: Doc, nodes: ReadonlySet<string>): DocNote[] {
  const taken = new Set(nodes);
  return mergeSet(base.notes, mine.notes, theirs.notes, noteKey).map((note) => {
    const id = taken.has(note.id) ? freeNoteId(taken) : note.id;
    taken.add(id);
    return id === note.id ? note : { ...note, id };
  });
}

export function mergeDocs(base: Doc, mine: Doc, theirs: Doc): Merge {
  if (equalDocs(base, mine) || equalDocs(mine, theirs)) return { doc: theirs, clash: false };
  if (equalDocs(base, theirs)) return { doc: mine, clash: false };
  const merger = new Merger();
  const at = (doc: Doc, id: string) => doc.nodes.find((node) => node.id === id);
  const nodes = keysOf({ base: base.nodes, mine: mine.nodes, theirs: theirs.nodes }, ({ id }) => id)
    .flatMap((id) => merger.node({ base: at(base, id), mine: at(mine, id), theirs: at(theirs, id) }) ?? []);
  const there = new Set(nodes.map(({ id }) => id));
  const all = mergeSet(base.edges, mine.edges, theirs.edges, edgeKey);
  const edges = all.filter(({ from, to }) => there.has(from) && there.has(to));
  const old = new Set(base.edges.map(edgeKey));
  // An edge that one side has drawn to a node that the other took out.
  const lost = all.some((edge) => !edges.includes(edge) && !old.has(edgeKey(edge)));
  const doc = {
    name: merger.value({ base: base.name, mine: mine.name, theirs: theirs.name }) ?? '',
    nodes, edges, notes: mergeNotes(base, mine, theirs, there),
    rest: merger.options({ base: base.rest, mine: mine.rest, theirs: theirs.rest }),
  };
  return { doc, clash: merger.clash || lost };
}
