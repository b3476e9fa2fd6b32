// A preset that was picked while something runs waits for the next start.
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Preset } from '../api/types';
import { isActive, runStateOf } from '../state/selectors';
import { choosePreset, useApp, type AppState } from '../state/store';
import { t } from '../texts';

/** Of which workflows a preset was picked on this page: a run that somebody else started with another one waits for nothing. */
const usePicked = create<{ ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export function pickPreset(id: string, name: string): void {
  choosePreset(id, name === '' ? null : (name as Preset));
  usePicked.setState(({ ids }) => ({ ids: new Set([...ids, id]) }));
}

export const presetTitle = (name: string): string => (name === '' ? t.run.asWritten : (t.run.presetNames[name] ?? name));

export interface PresetChoice {
  /** Of the next start. */
  chosen: string;
  /** Of what runs now; null when nothing runs. */
  runs: string | null;
  /** What runs was started with another one than was picked here. */
  waits: boolean;
}

export function presetChoice({ presets, statuses, pending }: Pick<AppState, 'presets' | 'statuses' | 'pending'>, id: string, picked: boolean): PresetChoice {
  const chosen = presets[id] ?? '';
  const runs = isActive(runStateOf({ statuses, pending }, id)) ? (statuses[id]?.preset ?? '') : null;
  // While a start is asked for, the server still names the run before.
  return { chosen, runs, waits: picked && runs !== null && runs !== chosen && pending[id] === undefined };
}

export function usePresetChoice(id: string): PresetChoice {
  const picked = usePicked(({ ids }) => ids.has(id));
  return useApp(useShallow((state) => presetChoice(state, id, picked)));
}
