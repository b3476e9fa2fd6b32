import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDemo, refreshStatus, restart, start, stop } from './actions';
import { runStateOf, toneOf } from './selectors';
import { useApp } from './store';

const initial = useApp.getState();
let requests: string[];
let sent: string[];
let answers: Record<string, [number, unknown]>;
let serverState: string;

beforeEach(() => {
  useApp.setState(initial, true);
  requests = [];
  sent = [];
  answers = {};
  serverState = 'stopped';
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const request = `${init.method ?? 'GET'} ${path.replace('/api/workflow-builder', '')}`;
    if (typeof init.body === 'string') sent.push(init.body);
    requests.push(typeof init.body === 'string' && init.body.startsWith('{') ? `${request} ${init.body}` : request);
    const fallback: [number, unknown] = path.endsWith('/status') ? [200, { workflows: [{ id: 'demo', state: serverState }] }] : [200, {}];
    const [status, body] = answers[request] ?? fallback;
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
});
afterEach(() => vi.unstubAllGlobals());

const shown = () => runStateOf(useApp.getState(), 'demo');

test('a start is shown at once and sends the chosen preset', async () => {
  useApp.setState({ presets: { demo: 'max-fps' } });
  const done = start('demo');
  expect(shown()).toBe('starting');
  serverState = 'running';
  expect(await done).toBe(true);
  expect(shown()).toBe('running');
  expect(useApp.getState().pending).toEqual({});
  expect(requests[0]).toBe('POST /demo/execute {"preset":"max-fps"}');
});

test('a refused start is taken back and keeps the reason', async () => {
  answers['POST /demo/execute'] = [422, { detail: 'no model yolov8n: run `overwatch models get yolov8n`' }];
  expect(await start('demo')).toBe(false);
  expect(shown()).toBe('stopped');
  expect(toneOf(useApp.getState(), 'demo')).toBe('error');
  expect(useApp.getState().errors.demo?.command).toBe('overwatch models get yolov8n');
  delete answers['POST /demo/execute'];
  await start('demo');
  expect(useApp.getState().errors).toEqual({});
});

test('a stop is shown at once', async () => {
  serverState = 'running';
  await start('demo');
  const done = stop('demo');
  expect(shown()).toBe('stopping');
  serverState = 'stopped';
  await done;
  expect(shown()).toBe('stopped');
});

test('a stop waits for the start that it is meant for', async () => {
  const both = [start('demo'), stop('demo')];
  expect(shown()).toBe('stopping');
  expect(requests.filter((request) => request.startsWith('POST'))).toEqual(['POST /demo/execute {}']);
  serverState = 'running';
  expect(await both[0]).toBe(true);
  expect(shown()).toBe('stopping');
  serverState = 'stopped';
  expect(await both[1]).toBe(true);
  expect(shown()).toBe('stopped');
  expect(requests.filter((request) => request.startsWith('POST'))).toEqual(['POST /demo/execute {}', 'POST /demo/stop']);
});

function demoHasAPreset(): void {
  useApp.setState({ presets: { demo: 'max-accuracy' } });
  answers['GET /demo'] = [200, { id: 'demo', version: 1, workflow: { nodes: { detect: { type: 'model', model: 'centernet-mb3' } }, edges: [] } }];
  answers['GET /presets'] = [200, { presets: [{ name: 'max-accuracy', changes: [{ node_type: 'model', option: 'model', value: 'yolov8m' }] }] }];
  serverState = 'running';
}
const posts = () => requests.filter((request) => request.startsWith('POST'));

test('what could not start again is not stopped', async () => {
  demoHasAPreset();
  await refreshStatus();
  answers['POST /validate'] = [200, { valid: false, problems: [{ place: 'nodes.detect.model', message: 'model yolov8m is not installed', severity: 'error' }] }];
  expect(await restart('demo')).toBe(false);
  expect(posts()).toEqual(['POST /validate']);
  expect(shown()).toBe('running');
  expect(useApp.getState().errors.demo).toMatchObject({ place: 'nodes.detect.model', message: 'model yolov8m is not installed. What runs now goes on.' });
});

test('a restart checks the document with its preset, stops and starts', async () => {
  demoHasAPreset();
  expect(await restart('demo')).toBe(true);
  expect(posts()).toEqual(['POST /validate', 'POST /demo/stop', 'POST /demo/execute {"preset":"max-accuracy"}']);
  expect(sent.at(0)).toContain('model: yolov8m');
});

function demoIsAccepted(): void {
  answers['POST '] = [201, { id: 'demo', name: 'Demo' }];
  answers['GET '] = [200, { workflows: [{ id: 'demo', name: 'Demo' }] }];
}
const changes = () => requests.filter((request) => !request.startsWith('GET'));

test('the demo is created, shown and started', async () => {
  demoIsAccepted();
  serverState = 'running';
  answers['GET /performance'] = [200, { workflows: { demo: { frames: { in: 3 } } } }];
  let shown = '';
  await createDemo((id) => (shown = id));
  expect(shown).toBe('demo');
  expect(changes()).toEqual(['POST ', 'POST /demo/execute {}']);
});

test('a demo whose clip is not there shows the test picture', async () => {
  demoIsAccepted();
  serverState = 'failed';
  await createDemo(() => undefined);
  expect(changes()).toEqual(['POST ', 'POST /demo/execute {}', 'PUT /demo', 'POST /demo/execute {}']);
});

test('a demo that cannot start keeps its reason', async () => {
  demoIsAccepted();
  answers['POST /demo/execute'] = [422, { detail: 'no model' }];
  await createDemo(() => undefined);
  expect(useApp.getState().errors.demo?.message).toBe('no model');
  expect(changes()).toEqual(['POST ', 'POST /demo/execute {}']);
});
