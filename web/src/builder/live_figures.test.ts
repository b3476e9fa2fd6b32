import { beforeEach, expect, test, vi } from 'vitest';
import { decodeStatusUpdate } from '../api/decode';
import type { NodeStatus } from '../api/types';
import { applyUpdate, useApp } from '../state/store';
import { edgeFiguresOf, figuresOf, followFigures, limits, toneOfNode } from './live_figures';

const initial = useApp.getState();

beforeEach(() => {
  useApp.setState(initial, true);
  vi.stubGlobal('requestAnimationFrame', () => 0);
});

const running = decodeStatusUpdate({ workflows: [{ id: 'a', state: 'running', nodes: [{ id: 'camera', health: 'ok' }, { id: 'view', health: 'ok' }], edges: [{ from: 'camera.frame', to: 'view.frame' }] }] });
const none = decodeStatusUpdate({ workflows: [] });

test.each([
  ['a server that is away', () => useApp.setState({ link: 'lost' })],
  ['a workflow that was deleted elsewhere', () => none !== null && applyUpdate(none)],
])('nothing of %s is shown as if it were so now', (_, happens) => {
  if (running !== null) applyUpdate(running);
  const end = followFigures('a');
  expect([figuresOf('camera')?.tone, edgeFiguresOf('camera', 'view')?.active]).toEqual(['running', true]);
  happens();
  expect([figuresOf('camera'), edgeFiguresOf('camera', 'view')]).toEqual([undefined, undefined]);
  if (running !== null) applyUpdate(running);
  useApp.setState({ link: 'live' });
  expect(figuresOf('camera')?.tone).toBe('running');
  end();
});

test('a stage that rests most of the time is no bottleneck, whatever its share', () => {
  expect(limits({ operation: 'jpeg_encoding', avg_ms: 0.7, share: 0.8 }, 30)).toBe(false);
  expect(limits({ operation: 'model_inference', avg_ms: 33, share: 0.5 }, 10)).toBe(false);
  expect(limits({ operation: 'model_inference', avg_ms: 100, share: 0.9 }, 9.4)).toBe(true);
  expect(limits(undefined, 30)).toBe(false);
});

test('a node that waits for the next start does not look as if it ran', () => {
  const node = (health: NodeStatus['health']): NodeStatus => ({ id: 'a', type: 'x', health, message: '', next_retry_ms: null, facts: {} });
  expect([toneOfNode(node('ok'), 'running'), toneOfNode(node('ok'), 'restarting'), toneOfNode(node('ok'), 'stopped')]).toEqual(['running', 'idle', 'idle']);
  expect([toneOfNode(node('failed'), 'restarting'), toneOfNode(node('retrying'), 'restarting'), toneOfNode(node('failed'), 'failed')]).toEqual(['error', 'warning', 'error']);
});
