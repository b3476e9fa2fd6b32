import { expect, test } from 'vitest';
import {
  decodeLoadedDevices, decodePerformance, decodeStatusUpdate, decodeSnapshot, decodeSystem, decodeValidation, decodeWorkflowList, decodeWorkflowStatus,
} from './decode';

test('reads a status as the server writes it', () => {
  const status = decodeWorkflowStatus({
    id: 'demo', name: 'Demo', state: 'restarting', message: 'camera: connection refused', started_at: null, uptime_s: 1.5, restarts: 2, preset: 'balanced', next_retry_ms: 1800,
    nodes: [{ id: 'detect', type: 'model', health: 'retrying', message: 'm', next_retry_ms: 700, facts: { model: 'yolov8n', device: 'cpu' } }],
    edges: [{ from: 'camera', to: 'detect', depth: 1, capacity: 1, policy: 'latest', packets: 9, drops: 3 }],
  });
  expect(status).toMatchObject({ state: 'restarting', started_at: '', restarts: 2, preset: 'balanced', next_retry_ms: 1800 });
  expect(status.nodes[0]).toMatchObject({ health: 'retrying', next_retry_ms: 700, facts: { model: 'yolov8n', device: 'cpu' } });
  expect(status.edges[0]).toMatchObject({ policy: 'latest', drops: 3 });
});

test('a file is called as the workflow calls it, not by its place on the server', () => {
  const said = (message: string, source: string) => decodeWorkflowStatus({ id: 'x', message, nodes: [{ id: 'c', message, facts: { source } }] });
  expect(said('cannot read /srv/media/a/nope.avi: no such file', 'a/nope.avi')).toMatchObject({ message: 'cannot read a/nope.avi: no such file', nodes: [{ message: 'cannot read a/nope.avi: no such file' }] });
  expect(said('/srv/nope.avi: no such file', '/srv/nope.avi').message).toBe('/srv/nope.avi: no such file');
  expect(said('rtsp://door/nope.avi: refused', 'nope.avi').message).toBe('rtsp://door/nope.avi: refused');
});

test('fields of a wrong type or a word unknown count as missing', () => {
  const status = decodeWorkflowStatus({ id: 'x', state: 'flying', uptime_s: '7', nodes: [{ id: 1, health: 'great', next_retry_ms: '2 s', facts: [['threads', 2]] }, 'no node'] });
  expect(status).toMatchObject({ name: 'x', state: 'stopped', uptime_s: 0, next_retry_ms: null });
  expect(status.nodes[0]).toMatchObject({ id: '', health: 'ok', next_retry_ms: null, facts: { threads: '2' } });
  expect(status.nodes).toHaveLength(2);
});

test.each([null, 7, 'text', [], {}, { workflows: {} }])('a message %j is no status update', (message) => {
  expect(decodeStatusUpdate(message)).toBeNull();
});

test('a status update may come without performance', () => {
  expect(decodeStatusUpdate({ workflows: [{ id: 'a' }, { name: 'no id' }] })).toMatchObject({ workflows: [{ id: 'a' }], performance: null });
});

test('notices of the server come with the status', () => {
  const update = decodeStatusUpdate({ workflows: [], notices: [{ topic: 'store', severity: 'error', message: 'locked' }, { severity: 'loud' }] });
  expect(update?.notices).toEqual([
    { topic: 'store', severity: 'error', message: 'locked' }, { topic: '', severity: 'warning', message: '' }]);
});

test('reads performance per workflow and in sum; the fields of the original specification are enough', () => {
  const performance = decodePerformance({
    current_fps: 12.5,
    operations: { model_inference: { avg_ms: 35.2, p95_ms: 42.1, max_ms: 55.3 } },
    bottlenecks: [{ operation: 'model_inference', avg_ms: 35.2 }],
    workflows: { demo: { current_fps: 12.5, drops: [{ where: 'a -> b', reason: 'late', count: 0 }, { where: 'a', reason: 'corrupt', count: 2 }] } },
  });
  expect(performance.total.operations.model_inference).toEqual({ kind: 'work', count: 0, avg_ms: 35.2, p50_ms: 35.2, p95_ms: 42.1, p99_ms: 42.1, max_ms: 55.3 });
  expect(performance.workflows.demo?.drops).toEqual([{ where: 'a', reason: 'corrupt', count: 2 }]);
});

test('reads system, devices, lists and validations', () => {
  expect(decodeSystem({ cpu: { percent: 41.5, core_percent: [40, 43] }, memory: { total_bytes: 100, available_bytes: 30 }, gpus: [] }))
    .toMatchObject({ cpu_percent: 41.5, cores: 2, memory_used_bytes: 70 });
  expect(decodeSystem(null)).toMatchObject({ cpu_percent: null, cores: null, memory_used_bytes: null, gpus: [] });
  expect(decodeLoadedDevices({ default: 'cuda', loaded: [{ device: 'cpu' }, { device: 'cpu' }] })).toBe('cpu');
  expect(decodeWorkflowList({ workflows: [{ id: 'a', name: 'A', version: 3 }, {}] })).toHaveLength(1);
  expect(decodeValidation({ valid: true, problems: [{ place: 'p', message: 'm', severity: 'warning' }] }))
    .toEqual({ valid: true, problems: [{ place: 'p', message: 'm', warning: true }] });
  expect(decodeValidation({ problems: [{ place: 'p', message: 'm', severity: 'error' }] }).valid).toBe(false);
});

test('takes success metrics as they are, and an unknown verdict as none', () => {
  const metric = { id: 'latency', title: 'Latency', target: '< 100 ms', value: 84.5, unit: 'ms', verdict: 'met', advice: '' };
  const snapshot = decodeSnapshot({ success_metrics: { metrics: [metric, { id: 'gpu', value: null, verdict: 'odd' }, {}] } });
  expect(snapshot.success_metrics.metrics).toEqual([
    metric,
    { id: 'gpu', title: '', target: '', value: null, unit: '', verdict: 'no_data', advice: '' },
  ]);
  expect(decodeSnapshot({}).success_metrics.metrics).toEqual([]);
});
