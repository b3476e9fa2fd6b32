// Whether a model is one that a node can run: the engine knows once it has read the file.
import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ModelInfo } from '../api/models';
import { factsQuery, queryClient } from './queries';

/** Reading a file takes the server a moment, so only those are asked about that no list vouches for. */
export const isDoubtful = ({ installed, task, note }: ModelInfo): boolean => installed && (task === '' || note !== '');

/** Why a model cannot be run, by name; asked one after the other while `on`. */
export function useUnfit(models: readonly ModelInfo[], on: boolean): ReadonlyMap<string, string> {
  const names = models.filter(isDoubtful).map(({ name }) => name);
  const facts = useQueries({ queries: names.map((name) => ({ ...factsQuery(name), enabled: false })) });
  const list = names.join('\n');
  useEffect(() => {
    if (!on || list === '') return;
    const gone = new AbortController();
    void (async () => {
      for (const name of list.split('\n')) if (!gone.signal.aborted) await queryClient.query(factsQuery(name)).catch(() => undefined);
    })();
    return () => gone.abort();
  }, [list, on]);
  return new Map(names.map((name, index) => [name, facts[index]?.data?.problem ?? ''] as const).filter(([, problem]) => problem !== ''));
}
