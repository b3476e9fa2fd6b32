// Rates of the last minute, for sparklines. Outside of the store: a new sample must not wake selectors.
import type { Performance } from '../api/types';

const samplesMax = 120;
const rates = new Map<string, number[]>();

export function recordRates(performance: Performance): void {
  for (const id of rates.keys()) {
    if (!(id in performance.workflows)) rates.delete(id);
  }
  for (const [id, snapshot] of Object.entries(performance.workflows)) {
    const samples = rates.get(id) ?? [];
    samples.push(snapshot.current_fps);
    if (samples.length > samplesMax) samples.shift();
    rates.set(id, samples);
  }
}

/** Oldest first, one every half second. */
export function ratesOf(id: string): readonly number[] {
  return rates.get(id) ?? [];
}

export function forgetRates(id: string): void {
  rates.delete(id);
}
