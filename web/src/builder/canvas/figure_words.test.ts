import { expect, test } from 'vitest';
import type { EdgeFigures, NodeFigures } from '../live_figures';
import { edgeWords, nodeWords } from './figure_words';

const node: NodeFigures = { tone: 'running', message: '', active: true, fps: 10, operation: 'model_inference', p50Ms: 87.04, p95Ms: 108, device: 'cpu', bottleneckShare: 0 };
const edge: EdgeFigures = { active: true, rate: 10, depth: 0, capacity: 1, packets: 90, drops: 0, dropRate: 0, policy: 'latest' };

test('a node tells its rate and device, and the half and the slowest of its times', () => {
  expect(nodeWords(node)).toEqual({ rate: '10.0 fps · CPU', times: 'p50 87.0 · p95 108 ms' });
  expect(nodeWords({ ...node, p50Ms: 650, p95Ms: 1240 }).times).toBe('p50 650 ms · p95 1.2 s');
  expect(nodeWords({ ...node, p50Ms: 0.001, p95Ms: 0.3, device: '' })).toEqual({ rate: '10.0 fps', times: 'p50 <0.01 · p95 0.30 ms' });
});

test('what is not measured yet is a dash, never a zero', () => {
  expect(nodeWords({ ...node, fps: null, p50Ms: null, p95Ms: null })).toEqual({ rate: '– fps · CPU', times: 'p50 – · p95 –' });
  expect(nodeWords({ ...node, fps: 0, p50Ms: 0, p95Ms: 0 })).toEqual({ rate: '– fps · CPU', times: 'p50 – · p95 –' });
  expect(edgeWords({ ...edge, packets: 0, rate: 0 })).toBe('– fps\nqueue 0/1');
});

test('a source that has stopped to give frames says so', () => expect(nodeWords({ ...node, fps: 0 }).rate).toBe('0.0 fps · CPU'));

test('what does not run has no figures', () => {
  expect(nodeWords({ ...node, active: false, fps: null })).toEqual({ rate: 'CPU', times: '' });
  expect([nodeWords(undefined).rate, edgeWords(undefined), edgeWords({ ...edge, active: false })]).toEqual(['', '', '']);
});

test('an edge tells its queue whatever it holds, and drops only where there are some', () => {
  expect(edgeWords(edge)).toBe('10.0 fps\nqueue 0/1');
  expect(edgeWords({ ...edge, depth: 3, capacity: 8, drops: 12 })).toBe('10.0 fps\nqueue 3/8\n12 dropped');
});
