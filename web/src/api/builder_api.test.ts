import { expect, test } from 'vitest';
import { decodeDevices } from './devices';
import { decodeLog } from './log';
import { decodeModels } from './models';
import { decodeNodeTypes } from './node_types';
import { decodePresets, knownPresets } from './presets';
import { decodeMedia, decodeProbe } from './sources';
import { decodeTemplates } from './templates';
import { decodeVersions } from './versions';

test('models are listed once, with what both lists know', () => {
  const models = decodeModels({
    default: 'a',
    installed: [{ name: 'a', path: '/m/a.onnx', file_bytes: 8, licence: 'MIT', measured: { device: 'cpu', ms_p50: 27.5 } }],
    catalogue: [{ name: 'b', licence: 'AGPL-3.0', can_pull: true, sha256_known: false }, { name: 'a', task: 'detect', input_size: 512 }],
    pulls: [{ name: 'b', state: 'running', bytes: 5, total: 10 }, { name: 'a', state: 'odd' }],
  });
  expect(models.map((model) => [model.name, model.installed, model.isDefault])).toEqual([['a', true, true], ['b', false, false]]);
  expect(models[0]).toMatchObject({ task: 'detect', inputSize: 512, measured: { ms: 27.5, device: 'cpu', busy: false }, pull: null });
  expect(models[1]).toMatchObject({ measured: null, canPull: true, sumKnown: false, pull: { state: 'running', bytes: 5, total: 10 } });
});

test('a node type that lacks everything still makes a form', () => {
  const [type] = decodeNodeTypes({ node_types: [{ type: 'new', options: [{ name: 'x' }, { name: 'y', type: 'percent', slider: true, step: 5, group: 'Speed' }] }] });
  expect(type).toMatchObject({ title: 'new', category: 'Other', inputs: [], outputs: [] });
  expect(type?.options[0]).toMatchObject({ type: 'text', fallback: null, live: false, slider: null });
  expect(type?.options[1]).toMatchObject({ slider: true, step: 5, group: 'Speed' });
});

test('media, probes and versions are read as the server writes them', () => {
  expect(decodeMedia({ roots: ['media'], entries: [{ name: 'clips', kind: 'folder', bytes: null, source: null }, { name: 'a.avi', kind: 'video', bytes: 7, source: 'a.avi' }] })).toEqual({
    roots: ['media'],
    entries: [{ name: 'clips', kind: 'folder', bytes: 0, source: '' }, { name: 'a.avi', kind: 'video', bytes: 7, source: 'a.avi' }],
  });
  expect(decodeProbe({ size: { width: 768, height: 576 }, fps: 10, codec: 'msmpeg4', first_frame_ms: 12, jpeg_base64: 'AAAA' }))
    .toEqual({ facts: '768×576 · 10.0 fps · msmpeg4 · 12.0 ms', frame: 'data:image/jpeg;base64,AAAA' });
  expect(decodeVersions({ versions: [{ version: 1, created_at: 'x' }, { version: 3, created_at: 'y' }, {}] }).map((each) => each.version)).toEqual([3, 1]);
});

test('presets that nobody lists are those of the specification', () => {
  expect(decodePresets({})).toBe(knownPresets);
  expect(decodePresets({ presets: [{ name: 'p', doc: 'd', changes: [{ node_type: 'model', option: 'fps', value: 5 }] }] }))
    .toEqual([{ name: 'p', doc: 'd', changes: [{ nodeType: 'model', option: 'fps', value: 5 }] }]);
});

test('templates come with their documents, log lines with their level', () => {
  const [template] = decodeTemplates({ templates: [{ name: 't', title: 'T', description: 'd', workflow: { nodes: { a: { type: 'x' } }, edges: [] } }] });
  expect(template?.doc.nodes[0]?.id).toBe('a');
  const line = { number: 4, time: '2026-01-01T00:00:00Z', level: 'warning', text: 'late' };
  expect(decodeLog({ lines: [line], newest: 6 })).toEqual({ lines: [line], newest: 6 });
  expect(decodeLog(null)).toEqual({ lines: [], newest: 0 });
});

test('devices say what really runs', () => {
  const { devices, loaded } = decodeDevices({ default: 'cpu', devices: [{ kind: 'cpu', available: true }], loaded: [{ model: '/m/a.onnx', providers: [{ provider: 'CPUExecutionProvider', nodes: 3 }] }] });
  expect(devices[0]?.isDefault).toBe(true);
  expect(loaded[0]).toMatchObject({ model: 'a.onnx', providers: [{ provider: 'CPUExecutionProvider', nodes: 3 }] });
});
