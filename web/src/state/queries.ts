// What the server knows and the page asks for now and then.
import { QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { fetchNodeTypes, type NodeType } from '../api/node_types';
import { fetchModelFacts, fetchModels, type ModelInfo } from '../api/models';
import { fetchDevices } from '../api/devices';
import { fetchPresets, knownPresets, type PresetInfo } from '../api/presets';
import { setViewTypes } from './views';

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: true, retry: 1 } },
});

export const typesQuery = { queryKey: ['node-types'], queryFn: fetchNodeTypes, staleTime: Infinity };

export const modelsQuery = { queryKey: ['models'], queryFn: fetchModels };

const noTypes: NodeType[] = [];

/** The node types by name; empty until they are known. */
export function useNodeTypes(): { list: NodeType[]; table: ReadonlyMap<string, NodeType>; loaded: boolean } {
  const { data } = useQuery({ ...typesQuery, retry: true });
  const list = data ?? noTypes;
  useEffect(() => {
    if (data !== undefined) setViewTypes(data);
  }, [data]);
  return useMemo(() => ({ list, table: new Map(list.map((type) => [type.type, type])), loaded: data !== undefined }), [list, data]);
}

const pullPeriodMs = 1000;

export const isComing = (model: ModelInfo): boolean => model.pull?.state === 'waiting' || model.pull?.state === 'running';

export function useModels() {
  return useQuery({
    ...modelsQuery,
    // While something comes, its progress is followed.
    refetchInterval: ({ state }) => (state.data?.some((model) => isComing(model)) === true ? pullPeriodMs : false),
  });
}

/** What the file of one model says. */
export const factsQuery = (name: string) => ({ queryKey: ['model-facts', name], queryFn: () => fetchModelFacts(name), retry: false, staleTime: Infinity });

const noClasses: string[] = [];

/** Of one installed model; empty until it is known. */
export function useClasses(model: string): string[] {
  const { data: models } = useModels();
  const known = models?.find((each) => each.name === model);
  const { data } = useQuery({ ...factsQuery(model), enabled: known?.installed === true && known.classes.length === 0 });
  return data?.classes ?? known?.classes ?? noClasses;
}

/** Those of the specification until they are known. */
export function usePresets(): PresetInfo[] {
  return useQuery({ queryKey: ['presets'], queryFn: fetchPresets, retry: false, placeholderData: knownPresets }).data ?? knownPresets;
}

export function useDevices(refetchInterval: number | false = false) {
  return useQuery({ queryKey: ['devices'], queryFn: fetchDevices, refetchInterval });
}
