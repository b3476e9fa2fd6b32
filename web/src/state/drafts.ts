// Unsaved work, kept in this browser as it is typed: a whole document per workflow, and the version it began with. Version 0 is a
// workflow that the server does not have yet. Who is logged in sees only what was kept by that name.
import { create } from 'zustand';
import { may, useSession, type Session } from '../auth/session';
import { keepEqual } from '../lib/equal';
import { load, save, whenSavedElsewhere } from '../lib/storage';

export interface Draft {
  version: number;
  yaml: string;
  name: string;
  atMs: number;
  /** Names what is kept now and, before it, what it was made from: newest first. Missing in drafts of earlier pages. */
  line?: Line;
}

export type Line = readonly string[];

const lineMax = 24;

export const lineOf = ({ line = [], atMs }: Draft): Line => (line.length > 0 ? line : [`at ${atMs}`]);

/** The line of what is made from what `before` names. */
export const nextLine = (before: Line): Line => [`${Date.now().toString(36)}-${random()}`, ...before].slice(0, lineMax);

/** Whose drafts these are: a server that asks for no log-in has one owner, called ''. Stays after the log-out, as what is still
    being kept then is the work of who was in. */
let owner = '';

const ownerOf = (session: Session): string => (session.kind === 'in' && session.caller.authentication !== 'open' ? `@${session.caller.name ?? ''}` : '');
const keyOf = (id: string, of = owner) => `draft${of}.${id}`;
const indexKey = (of = owner) => `drafts${of}`;

/** What the browser has no room for, as long as the page is open. */
const roomless = new Map<string, string>();
/** By key, the name of the draft that the server has. */
const onServer = new Map<string, string>();

/** Of a draft that the browser has no room for. */
export type Shelter = 'server' | 'nowhere';

function storedIndex(of: string): string[] {
  try {
    const list = JSON.parse(load(indexKey(of)) ?? '[]') as unknown;
    return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function roomlessIds(of = owner): string[] {
  const prefix = keyOf('', of);
  return [...roomless.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

const readIndex = (of = owner): string[] => [...new Set([...storedIndex(of), ...roomlessIds(of)])];

const random = () => Math.random().toString(36).slice(2);
const newName = () => `${random()}${random()}`.slice(0, 24);
const keepers = new Map<string, string>();
const former = new Set<string>();

/** The name under which this browser keeps its draft of a workflow on the server, for who is logged in: no other writes over it. */
export function keeperHere(id: string): string {
  const key = `keeper${owner}.${id}`;
  return keepers.get(key) ?? load(key) ?? newKeeper(id);
}

/** What was kept under the former name stays, and is told as work of an earlier visit. */
export function newKeeper(id: string): string {
  const key = `keeper${owner}.${id}`;
  const before = keepers.get(key) ?? load(key);
  if (before !== null) former.add(before);
  const name = newName();
  keepers.set(key, name);
  save(key, name);
  return name;
}

/** For what this page leaves beside its own draft; told as work of an earlier visit. */
export function keeperAside(): string {
  const name = newName();
  former.add(name);
  return name;
}

export const wasKeptHere = (keeper: string): boolean => former.has(keeper);

/** Of other browsers' drafts when each was kept that this one has taken or put aside, by keeper. */
export function seenDrafts(id: string): Record<string, string> {
  try {
    return { ...(JSON.parse(load(`seen${owner}.${id}`) ?? '{}') as Record<string, string>) };
  } catch {
    return {};
  }
}

/** `present`: of these the server still has drafts; the others are forgotten. */
export function rememberSeen(id: string, keeper: string, updatedAt: string, present: readonly string[]): void {
  const left = Object.entries(seenDrafts(id)).filter(([name]) => present.includes(name));
  save(`seen${owner}.${id}`, JSON.stringify({ ...Object.fromEntries(left), [keeper]: updatedAt }));
}

/** Whether the draft on the server is to be taken away as soon as it can be reached. */
export const isPutAway = (id: string): boolean => load(`away${owner}.${id}`) !== null;
export const markPutAway = (id: string, away: boolean): void => void save(`away${owner}.${id}`, away ? '1' : null);

interface Drafts {
  /** Which workflows have a draft; for the list of workflows. */
  ids: string[];
  /** Where those are kept that the browser has no room for. */
  shelters: Readonly<Record<string, Shelter>>;
}

export const useDrafts = create<Drafts>(() => ({ ids: readIndex(), shelters: {} }));

function shelters(): Drafts['shelters'] {
  return Object.fromEntries(roomlessIds().map((id) => [id, onServer.get(keyOf(id)) === draftName(id) ? 'server' : 'nowhere']));
}

const tellShelters = (): void => useDrafts.setState((before) => keepEqual(before, { ...before, shelters: shelters() }));

/** Of what is kept here now. */
export function draftName(id: string): string | null {
  const draft = readDraft(id);
  return draft === null ? null : (lineOf(draft)[0] ?? null);
}

/** The server has the draft of this name. Where there is no room for it here, older work that is left would be taken for it. */
export function markOnServer(id: string, name: string | null): void {
  if (name === null) return;
  onServer.set(keyOf(id), name);
  if (roomless.has(keyOf(id)) && draftName(id) === name) save(keyOf(id), null);
  tellShelters();
}

/** Whether work would be lost with this page. */
export const wouldLose = ({ shelters }: Drafts = useDrafts.getState()): boolean => Object.values(shelters).includes('nowhere');

/** The browser asks before it closes a page that work would be lost with, until the returned function is called. */
export function askBeforeLeaving(): () => void {
  const warn = (event: BeforeUnloadEvent) => wouldLose() && event.preventDefault();
  window.addEventListener('beforeunload', warn);
  return () => window.removeEventListener('beforeunload', warn);
}

function follow(session: Session): void {
  if (session.kind !== 'in') return;
  owner = ownerOf(session);
  if (owner !== '' && may('editor', { session })) adopt();
  useDrafts.setState({ ids: readIndex(), shelters: shelters() });
}

/** Of nobody is what was kept while the server asked for no log-in: it goes on with who uses this browser now. */
function adopt(): void {
  const [nobodys, own] = [readIndex(''), readIndex()];
  const left = nobodys.filter((id) => !adoptOne(id));
  if (left.length === nobodys.length) return;
  save(indexKey(), JSON.stringify([...new Set([...own, ...nobodys.filter((id) => !left.includes(id))])]));
  save(indexKey(''), left.length === 0 ? null : JSON.stringify(left));
}

/** False where they have work of their own on it that this was not made from. */
function adoptOne(id: string): boolean {
  const [from, to] = [keyOf(id, ''), keyOf(id)];
  const [text, draft, own] = [roomless.get(from) ?? load(from), readDraft(id, ''), readDraft(id)];
  if (text === null || draft === null || (own !== null && !lineOf(draft).includes(lineOf(own)[0] ?? ''))) return false;
  // Both at once may be more than there is room for.
  save(from, null);
  roomless.delete(from);
  if (!save(to, text)) roomless.set(to, text);
  adoptKeeper(id);
  return true;
}

/** The server keeps it under the name that this browser gave it. */
function adoptKeeper(id: string): void {
  const [from, to] = [`keeper.${id}`, `keeper${owner}.${id}`];
  const keeper = load(from);
  if (keeper === null || load(to) !== null) return;
  save(to, keeper);
  save(from, null);
  keepers.delete(from);
}
follow(useSession.getState().session);
useSession.subscribe(({ session }) => follow(session));

/** Calls `run` when another tab of this browser has kept or dropped the draft, until the returned function is called. */
export const whenDraftChanges = (id: string, run: () => void): (() => void) => whenSavedElsewhere(() => keyOf(id), run);

/** The list follows other tabs, until the returned function is called. */
export const followDrafts = (): (() => void) => whenSavedElsewhere(indexKey, () => useDrafts.setState({ ids: readIndex() }));

function writeIndex(ids: string[]): void {
  useDrafts.setState({ ids });
  save(indexKey(), JSON.stringify(ids));
}

export function readDraft(id: string, of = owner): Draft | null {
  try {
    const draft = JSON.parse(roomless.get(keyOf(id, of)) ?? load(keyOf(id, of)) ?? 'null') as Draft | null;
    return draft !== null && typeof draft.yaml === 'string' && typeof draft.version === 'number' ? draft : null;
  } catch {
    return null;
  }
}

export function keepDraft(id: string, draft: Draft): void {
  const text = JSON.stringify(draft);
  // Older work that this does not fit in place of stays, as long as nobody else has this.
  if (save(keyOf(id), text)) roomless.delete(keyOf(id));
  else roomless.set(keyOf(id), text);
  tellShelters();
  const { ids } = useDrafts.getState();
  if (!ids.includes(id)) writeIndex([...ids, id]);
}

export function dropDraft(id: string): void {
  save(keyOf(id), null);
  roomless.delete(keyOf(id));
  onServer.delete(keyOf(id));
  tellShelters();
  const { ids } = useDrafts.getState();
  if (ids.includes(id)) writeIndex(ids.filter((each) => each !== id));
}
