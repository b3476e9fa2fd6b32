import { expect, test } from 'vitest';
import { decodeWorkflowStatus } from '../api/decode';
import { useApp } from '../state/store';
import { since } from './since';

test('of a start that the server does not know it is not said that there was none', () => {
  const said = (status: object) => since({ ...useApp.getState(), link: 'live', statuses: { a: decodeWorkflowStatus({ id: 'a', ...status }) } }, 'a');
  expect(said({ state: 'stopped', started_at: null })).toBe('Not run since the server started');
  expect(said({ state: 'stopped', started_at: '2026-01-01T00:00:00Z' })).toMatch(/^Last started /);
  expect(said({ state: 'running', started_at: '2026-01-01T00:00:00Z', uptime_s: 8, restarts: 1 })).toMatch(/^Since .* · 8 s · 1 restart$/);
  expect(since(useApp.getState(), 'b')).toBe('Not run since the server started');
});
