// Unsaved work of other browsers on the workflow that is open: told, and taken onto the canvas by who wants it.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useMay } from '../auth/session';
import { fetchDraft, fetchDrafts, type DraftInfo } from '../api/drafts';
import { fetchVersion } from '../api/versions';
import { equalDocs } from '../document/equal_docs';
import { mergeDocs } from '../document/merge';
import type { Doc } from '../document/types';
import { isPutAway, keeperHere, readDraft, rememberSeen, seenDrafts } from '../state/drafts';
import { docOf, useEditor } from './editor';

const lookEveryMs = 15_000;

export interface OtherDraft {
  info: DraftInfo;
  /** It was kept here, and only the server still has it. */
  own: boolean;
  /** The canvas with what it brings; where both changed the same thing, with theirs. */
  merged: Doc;
}

interface Theirs {
  info: DraftInfo;
  doc: Doc;
  /** What it was made from; null where the server has that version no more. */
  base: Doc | null;
}

/** Those that are not on this canvas already: not this browser's own, not what was taken or put aside as it is now. */
export function isNews(id: string, { keeper, updatedAt }: DraftInfo): boolean {
  return keeper === keeperHere() ? readDraft(id) === null && !isPutAway(id) : seenDrafts(id)[keeper] !== updatedAt;
}

const nothing: { news: Theirs[]; keepers: string[] } = { news: [], keepers: [] };

async function fetchTheirs(id: string): Promise<typeof nothing> {
  const infos = await fetchDrafts(id);
  const all = infos.filter((info) => isNews(id, info)).map(async (info) => {
    // What is gone meanwhile or cannot be read is no work of anybody.
    const doc = await fetchDraft(id, info.keeper).catch(() => null);
    return doc === null ? [] : [{ info, doc, base: await fetchVersion(id, info.version).catch(() => null) }];
  });
  return { news: (await Promise.all(all)).flat(), keepers: infos.map(({ keeper }) => keeper) };
}

export function mergeTheirs(mine: Doc, stored: Doc, { doc, base }: Pick<Theirs, 'doc' | 'base'>): Doc {
  return mergeDocs(base ?? stored, doc, mine).doc;
}

/** The first one that would change the canvas, and the ways to be done with it. */
export function useOtherDraft(id: string): { other: OtherDraft | null; putAside: (other: OtherDraft) => void } {
  const may = useMay('editor');
  const open = useEditor((editor) => editor.id === id && editor.stage === 'ready' && editor.version > 0 && !editor.removed);
  const enabled = may && open;
  const { data: theirs = nothing } = useQuery({ queryKey: ['drafts', id], queryFn: () => fetchTheirs(id), enabled, refetchInterval: lookEveryMs, staleTime: 0, retry: false });
  /** Not again while this page is open. */
  const [aside, setAside] = useState<readonly string[]>([]);
  const mine = useEditor(docOf);
  const stored = useEditor((editor) => editor.stored);
  const other = useMemo(() => {
    for (const each of theirs.news) {
      const { info } = each;
      if (!enabled || aside.includes(info.keeper) || !isNews(id, info)) continue;
      const merged = mergeTheirs(mine, stored, each);
      if (!equalDocs(merged, mine)) return { info, own: info.keeper === keeperHere(), merged };
    }
    return null;
  }, [id, enabled, theirs, aside, mine, stored]);
  const putAside = ({ info: { keeper, updatedAt } }: OtherDraft) => {
    setAside((list) => [...list, keeper]);
    rememberSeen(id, keeper, updatedAt, theirs.keepers);
  };
  return { other, putAside };
}
