import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '../../api/problem';
import { testSource } from '../../api/sources';
import { t } from '../../texts';
import { useRounds } from '../../ui/use_rounds';

/** Where a still of what comes into a node can be had. */
export type PictureOrigin =
  | { kind: 'edge'; url: string }
  | { kind: 'source'; source: string }
  /** `input`: a video input leads here, but it has no source yet. */
  | { kind: 'none'; input: boolean };

export interface Still {
  /** Empty for none. */
  url: string;
  /** What is seen, or why nothing is and what to do. */
  words: string;
  /** The picture of an edge goes on until it is held. */
  held: boolean;
  setHeld: ((held: boolean) => void) | null;
  takeAnew: (() => void) | null;
  onLoad: () => void;
  onError: () => void;
}

const periodMs = 1000;

/** The picture to draw on: live while the workflow runs, else one frame of the source. */
export function useStill(origin: PictureOrigin): Still {
  const [held, setHeld] = useState(false);
  const [seen, setSeen] = useState(false);
  const round = useRounds(origin.kind === 'edge' && !held, periodMs);
  const source = origin.kind === 'source' ? origin.source : '';
  const probe = useQuery({ queryKey: ['still', source], queryFn: () => testSource(source), enabled: source !== '', retry: false, staleTime: Infinity, refetchOnWindowFocus: false });
  const rest = { held, onLoad: () => setSeen(true), onError: () => setSeen(false), setHeld: null, takeAnew: null };
  const words = t.form.points.still;
  switch (origin.kind) {
    case 'edge': return { ...rest, url: `${origin.url}&t=${round}`, words: seen ? words.edge : words.waiting, setHeld };
    case 'none': return { ...rest, url: '', words: origin.input ? words.noSource : words.none };
    case 'source': {
      const said = probe.isFetching ? words.opening : probe.error !== null ? words.failed(asSentence(asApiError(probe.error).message)) : words.source;
      return { ...rest, url: probe.data?.frame ?? '', words: said, takeAnew: () => void probe.refetch() };
    }
  }
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
