import { expect, test } from 'vitest';
import { decodeWorkflowStatus } from '../api/decode';
import { presetChoice } from './preset_choice';

const running = { cam: decodeWorkflowStatus({ id: 'cam', state: 'running', preset: 'max-fps' }) };
const stopped = { cam: decodeWorkflowStatus({ id: 'cam', state: 'stopped', preset: 'max-fps' }) };

test('a preset that is picked during a run waits for the next start', () => {
  expect(presetChoice({ presets: { cam: 'balanced' }, statuses: running, pending: {} }, 'cam', true)).toEqual({ chosen: 'balanced', runs: 'max-fps', waits: true });
  expect(presetChoice({ presets: { cam: 'max-fps' }, statuses: running, pending: {} }, 'cam', true).waits).toBe(false);
  expect(presetChoice({ presets: {}, statuses: running, pending: {} }, 'cam', true)).toEqual({ chosen: '', runs: 'max-fps', waits: true });
});

test('nothing waits for a start that is asked for, nor where somebody else chose, nor where nothing runs', () => {
  const presets = { cam: 'balanced' } as const;
  expect(presetChoice({ presets, statuses: running, pending: { cam: 'starting' } }, 'cam', true).waits).toBe(false);
  expect(presetChoice({ presets, statuses: running, pending: {} }, 'cam', false).waits).toBe(false);
  expect(presetChoice({ presets, statuses: stopped, pending: {} }, 'cam', true)).toEqual({ chosen: 'balanced', runs: null, waits: false });
});
