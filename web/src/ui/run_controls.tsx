import { Play, Square } from 'lucide-react';
import type { Preset } from '../api/types';
import { start, stop } from '../state/actions';
import { isActive, runStateOf } from '../state/selectors';
import { choosePreset, useApp } from '../state/store';

export const presetTitles: Record<Preset, string> = {
  'max-fps': 'Max FPS',
  balanced: 'Balanced',
  'max-accuracy': 'Max accuracy',
};

const presetNotes: Record<Preset, string> = {
  'max-fps': '25 % size, 30 fps, JPEG 40 %',
  balanced: '50 % size, 15 fps, JPEG 60 %',
  'max-accuracy': 'full size, 5 fps, JPEG 85 %',
};

const presets = Object.keys(presetTitles) as Preset[];

/** Start or stop, and the preset that the next start uses. */
export function RunControls({ id }: { id: string }) {
  const run = useApp((state) => runStateOf(state, id));
  const active = isActive(run);
  return (
    <div className="flex items-center gap-2">
      {active ? <RunningPreset id={id} /> : <PresetPicker id={id} />}
      {active ? (
        <button type="button" className="button w-24" onClick={() => void stop(id)} aria-keyshortcuts="s">
          <Square size="0.875rem" fill="currentColor" aria-hidden /> Stop
        </button>
      ) : (
        <button type="button" className="button button-primary w-24" disabled={run === 'stopping'} onClick={() => void start(id)} aria-keyshortcuts="s">
          <Play size="0.875rem" fill="currentColor" aria-hidden /> Start
        </button>
      )}
    </div>
  );
}

function RunningPreset({ id }: { id: string }) {
  const preset = useApp((state) => state.statuses[id]?.preset ?? '');
  return preset === '' ? null : <span className="text-s text-muted">Preset {preset in presetTitles ? presetTitles[preset as Preset] : preset}</span>;
}

function PresetPicker({ id }: { id: string }) {
  const chosen = useApp((state) => state.presets[id] ?? '');
  return (
    <label className="flex items-center gap-2 text-s text-muted">
      Preset
      <select
        value={chosen}
        onChange={(event) => choosePreset(id, event.target.value === '' ? null : (event.target.value as Preset))}
        className="button w-36 cursor-pointer appearance-auto text-m sm:w-56"
      >
        <option value="">As written</option>
        {presets.map((preset) => (
          <option key={preset} value={preset}>{`${presetTitles[preset]} (${presetNotes[preset]})`}</option>
        ))}
      </select>
    </label>
  );
}
