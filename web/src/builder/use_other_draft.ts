// Unsaved work of other browsers on the workflow that is open: told, and taken onto the canvas by who wants it.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useMay } from '../auth/session';
import { fetchDraft, fetchDrafts, type DraftInfo } from '../api/drafts';
import { asApiError } from '../api/problem';
import { fetchVersion } from '../api/versions';
import { equalDocs } from '../document/equal_docs';
import { mergeDocs } from '../document/merge';
import type { Doc } from '../document/types';
import { keeperHere, rememberSeen, seenDrafts, wasKeptHere } from '../state/drafts';
import { queryClient } from '../state/queries';
import { docOf, useEditor } from './editor';

const lookEveryMs = 15_000;

export interface OtherDraft {
  info: DraftInfo;
  /** It was kept in this browser, and only the server still has it. */
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

/** Those that are not this browser's own, nor were taken or put aside as they are now. */
export function isNews(id: string, { keeper, updatedAt }: DraftInfo): boolean {
  return keeper !== keeperHere(id) && seenDrafts(id)[keeper] !== updatedAt;
}

/** Null for what is gone meanwhile, cannot be read, or cannot be compared now: there is a next time. */
async function fetchOne(id: string, info: DraftInfo): Promise<Theirs | null> {
  const base = fetchVersion(id, info.version).catch((error: unknown) => {
    if (asApiError(error).status !== 404) throw error;
    return null;
  });
  return Promise.all([fetchDraft(id, info.keeper), base]).then(([doc, base]) => ({ info, doc, base }), () => null);
}

const nothing: { news: Theirs[]; keepers: string[] } = { news: [], keepers: [] };

async function fetchTheirs(id: string): Promise<typeof nothing> {
  const infos = await fetchDrafts(id);
  const all = infos.filter((info) => isNews(id, info))
    .map((info) => queryClient.query({ queryKey: ['draft', id, info.keeper, info.updatedAt], queryFn: () => fetchOne(id, info), staleTime: ({ state }) => (state.data == null ? 0 : Infinity) }));
  return { news: (await Promise.all(all)).filter((each) => each !== null), keepers: infos.map(({ keeper }) => keeper) };
}

export function mergeTheirs(mine: Doc, stored: Doc, { doc, base }: Pick<Theirs, 'doc' | 'base'>): Doc {
  return mergeDocs(base ?? stored, doc, mine).doc;
}

/** The first one that would change the canvas, that of the keeper `looked` before all others; and the way to be done with it. */
export function useOtherDraft(id: string, looked: string | null): { other: OtherDraft | null; putAside: (other: OtherDraft) => void } {
  const may = useMay('editor');
  const open = useEditor((editor) => editor.id === id && editor.stage === 'ready' && editor.version > 0 && !editor.removed);
  const enabled = may && open;
  const { data: theirs = nothing } = useQuery({ queryKey: ['drafts', id], queryFn: () => fetchTheirs(id), enabled, refetchInterval: lookEveryMs, staleTime: 0, retry: false });
  /** Not again while this page is open. */
  const [aside, setAside] = useState<readonly string[]>([]);
  const mine = useEditor(docOf);
  const stored = useEditor((editor) => editor.stored);
  const other = useMemo(() => {
    const first = ({ info }: Theirs) => (info.keeper === looked ? 0 : 1);
    for (const each of [...theirs.news].sort((a, b) => first(a) - first(b))) {
      const { info } = each;
      if (!enabled || aside.includes(info.keeper) || !isNews(id, info)) continue;
      const merged = mergeTheirs(mine, stored, each);
      if (!equalDocs(merged, mine)) return { info, own: wasKeptHere(info.keeper), merged };
    }
    return null;
  }, [id, enabled, theirs, aside, mine, stored, looked]);
  const putAside = ({ info: { keeper, updatedAt } }: OtherDraft) => {
    setAside((list) => [...list, keeper]);
    rememberSeen(id, keeper, updatedAt, theirs.keepers);
  };
  return { other, putAside };
}
