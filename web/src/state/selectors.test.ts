import { beforeEach, expect, test } from 'vitest';
import { decodePerformance, decodeStatusUpdate } from '../api/decode';
import { ApiError } from '../api/problem';
import { ratesOf } from './history';
import { cameLater, labelOf, modelAndDeviceOf, nodesOf, restOf, runStateOf, snapshotOf, toneOf, troubleOf } from './selectors';
import { applyUpdate, forgetSilence, useApp } from './store';

const start = useApp.getState();

function given(status: Record<string, unknown>): void {
  const update = decodeStatusUpdate({ workflows: [{ id: 'a', name: 'A', ...status }] });
  if (update !== null) applyUpdate(update);
}

const state = () => useApp.getState();
const retrying = { id: 'camera', type: 'video_input', health: 'retrying', message: 'silent since 12 s' };

beforeEach(() => useApp.setState(start, true));

test.each([
  [{ state: 'stopped' }, 'idle', 'Stopped'],
  [{ state: 'running' }, 'running', 'Running'],
  [{ state: 'running', nodes: [retrying] }, 'warning', 'Retrying'],
  [{ state: 'running', nodes: [{ id: 'x', health: 'failed' }, retrying] }, 'error', 'Running'],
  [{ state: 'restarting' }, 'warning', 'Restarting'],
  [{ state: 'failed' }, 'error', 'Failed'],
  [{ state: 'finished' }, 'idle', 'Finished'],
])('%j is shown as %s, %s', (status, tone, label) => {
  given(status);
  expect(toneOf(state(), 'a')).toBe(tone);
  expect(labelOf(state(), 'a')).toBe(label);
});

test('what the viewer asked for is shown until the server says it', () => {
  given({ state: 'stopped' });
  useApp.setState({ pending: { a: 'starting' } });
  expect(runStateOf(state(), 'a')).toBe('starting');
  given({ state: 'running' });
  expect(runStateOf(state(), 'a')).toBe('running');
  useApp.setState({ pending: { a: 'stopping' } });
  expect(runStateOf(state(), 'a')).toBe('stopping');
  given({ state: 'failed' });
  expect(runStateOf(state(), 'a')).toBe('failed');
});

test('a start that was refused is an error', () => {
  given({ state: 'stopped' });
  useApp.setState({ errors: { a: new ApiError('no model', 422) } });
  expect(toneOf(state(), 'a')).toBe('error');
  expect(labelOf(state(), 'a')).toBe('Not started');
});

test('while the server does not answer nothing is shown as if it were so now', () => {
  given({ state: 'running', nodes: [retrying], started_at: '2026-01-01T00:00:00Z' });
  applyUpdate({ asOfUs: 0, workflows: Object.values(state().statuses), performance: decodePerformance({ workflows: { a: { current_fps: 10 } } }) });
  const shown = () => [toneOf(state(), 'a'), labelOf(state(), 'a'), restOf(state(), 'a', 'camera'), troubleOf(state(), 'a') !== '', snapshotOf(state(), 'a') !== undefined];
  expect(shown()).toEqual(['warning', 'Retrying', 'Not started', true, true]);
  useApp.setState({ link: 'lost' });
  expect(shown()).toEqual(['idle', 'Not connected', 'Not connected', false, false]);
});

test('what is at rest says why', () => {
  given({ state: 'stopped' });
  expect(restOf(state(), 'a', 'camera')).toBe('Not started');
  given({ state: 'stopped', started_at: '2026-01-01T00:00:00Z' });
  expect(restOf(state(), 'a', 'camera')).toBe('Stopped');
  given({ state: 'restarting', started_at: '2026-01-01T00:00:00Z' });
  expect(restOf(state(), 'a', 'camera')).toBe('Restarting');
  given({ state: 'finished', nodes: [retrying], started_at: '2026-01-01T00:00:00Z' });
  expect([retrying.id, 'later'].map((node) => restOf(state(), 'a', node))).toEqual(['Finished', 'Not started']);
  const failed = { ...retrying, health: 'failed', next_retry_ms: null };
  given({ state: 'stopped', nodes: [failed, { ...retrying, id: 'view', health: 'ok' }], started_at: '2026-01-01T00:00:00Z' });
  expect([failed.id, 'view'].map((node) => restOf(state(), 'a', node))).toEqual(['Failed', 'Stopped']);
});

test('a node that is not part of what runs waits for the next start', () => {
  given({ state: 'starting' });
  expect(cameLater(state(), 'a', 'camera')).toBe(false);
  given({ state: 'running', nodes: [retrying] });
  expect([retrying.id, 'renamed'].map((node) => cameLater(state(), 'a', node))).toEqual([false, true]);
});

test('that the server did not answer is forgotten when it does, a refusal is not', () => {
  useApp.setState({ errors: { a: new ApiError('no answer', 0), b: new ApiError('no model', 422) } });
  forgetSilence();
  expect(Object.keys(state().errors)).toEqual(['b']);
});

test('trouble says who, what, and what comes next', () => {
  given({ state: 'running', nodes: [{ ...retrying, next_retry_ms: 3200 }] });
  expect(troubleOf(state(), 'a')).toBe('camera: Silent since 12 s. Trying again in 4 s.');
  given({ state: 'restarting', message: 'rtsp://x: connection refused', next_retry_ms: 100 });
  expect(troubleOf(state(), 'a')).toBe('rtsp://x: connection refused. Trying again now.');
  given({ state: 'failed', message: 'nodes.front.source: /srv/media/nope.avi: no such file', nodes: [{ id: 'front', health: 'failed', message: 'x', facts: { source: 'nope.avi' } }] });
  expect(troubleOf(state(), 'a')).toBe('front: nope.avi: no such file.');
  given({ state: 'running', nodes: [{ id: 'b', health: 'ok' }] });
  expect(troubleOf(state(), 'a')).toBe('');
});

test('a wait is as long as the server says now: one of the same length after it, and one that was begun before', () => {
  const told = (next_retry_ms: number) => {
    given({ state: 'running', nodes: [{ ...retrying, message: 'The camera is silent. Trying again in 7.8 s.', next_retry_ms }] });
    return troubleOf(state(), 'a');
  };
  expect([2100, 1600, 1100, 0, 7800, 7300].map(told)).toEqual([
    ...[3, 2, 2].map((left) => `The camera is silent. Trying again in ${left} s.`), 'The camera is silent. Trying again now.',
    ...Array<string>(2).fill('The camera is silent. Trying again in 8 s.'),
  ]);
});

test('what a wait is shown as changes a node, nothing less', () => {
  const told = (next_retry_ms: number) => {
    given({ state: 'running', nodes: [{ ...retrying, next_retry_ms }] });
    return nodesOf(state(), 'a');
  };
  expect(told(3900)).toBe(told(3400));
  expect(told(3400)).not.toBe(told(2900));
});

test('nodes that did not change keep their identity', () => {
  given({ state: 'running', uptime_s: 1, nodes: [retrying] });
  const before = nodesOf(state(), 'a');
  given({ state: 'running', uptime_s: 2, nodes: [{ ...retrying }] });
  expect(nodesOf(state(), 'a')).toBe(before);
  given({ state: 'running', nodes: [{ ...retrying, health: 'ok' }] });
  expect(nodesOf(state(), 'a')).not.toBe(before);
});

test('an update that a newer one overtook on the way says nothing', () => {
  const said = (as_of_us: number, run: string) => {
    const update = decodeStatusUpdate({ as_of_us, workflows: [{ id: 'a', state: run }] });
    if (update !== null) applyUpdate(update);
  };
  said(20, 'running');
  said(10, 'stopped');
  expect(runStateOf(state(), 'a')).toBe('running');
  said(30, 'stopped');
  expect(runStateOf(state(), 'a')).toBe('stopped');
});

test('rates are kept for one minute, of workflows that still run', () => {
  for (let i = 0; i < 130; ++i) {
    applyUpdate({ asOfUs: 0, workflows: [], performance: decodePerformance({ workflows: { a: { current_fps: i } } }) });
  }
  expect(ratesOf('a')).toHaveLength(120);
  expect(ratesOf('a').at(-1)).toBe(129);
  applyUpdate({ asOfUs: 0, workflows: [], performance: decodePerformance({ workflows: {} }) });
  expect(ratesOf('a')).toEqual([]);
});

test('names the model and the device of the model nodes', () => {
  given({ state: 'running', nodes: [
    { id: 'd', type: 'model', facts: { model: '/data/models/yolov8n.onnx', device: 'cpu' } },
    { id: 'e', type: 'model', facts: { model: 'centernet-mb3', device: 'cpu' } },
    { id: 'v', type: 'xray_view', facts: { device: 'screen' } },
  ] });
  expect(modelAndDeviceOf(nodesOf(state(), 'a'))).toEqual({ model: 'yolov8n, centernet-mb3', device: 'cpu' });
});

test('a workflow may be called as every object has something', () => {
  expect([labelOf(state(), 'constructor'), toneOf(state(), 'constructor'), nodesOf(state(), 'constructor'), runStateOf(state(), 'constructor')]).toEqual(['Stopped', 'idle', [], 'stopped']);
  expect(decodePerformance({ workflows: {} }).workflows.constructor).toBeUndefined();
});
