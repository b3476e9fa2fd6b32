// The speed of models on this machine, measured when the viewer asks for it: one at a time, wherever on the page it was asked for.
import { create } from 'zustand';
import { measureModel, type Speed } from '../api/models';
import { asApiError } from '../api/problem';
import { modelsQuery, queryClient } from './queries';

/** What came of a measurement: a speed, or why there is none. */
export interface Outcome {
  name: string;
  speed: Speed | null;
  fault: string;
}

interface Measuring {
  /** The model that is being measured; empty: none. */
  running: string;
  last: Outcome | null;
}

export const useMeasuring = create<Measuring>(() => ({ running: '', last: null }));

/** Of the last measurement, if it was this model's. */
export const useOutcome = (name: string): Outcome | null => useMeasuring(({ last }) => (last?.name === name ? last : null));

/** Nothing while another one goes on. */
export async function measure(name: string): Promise<void> {
  if (useMeasuring.getState().running !== '') return;
  useMeasuring.setState({ running: name, last: null });
  const last = await attempt(name);
  useMeasuring.setState({ running: '', last });
}

/** Who comes back later asks anew. */
export const forgetOutcome = (): void => useMeasuring.setState({ last: null });

async function attempt(name: string): Promise<Outcome> {
  try {
    const speed = await measureModel(name);
    await queryClient.invalidateQueries({ queryKey: modelsQuery.queryKey });
    return { name, speed, fault: '' };
  } catch (error) {
    return { name, speed: null, fault: asApiError(error).message };
  }
}
