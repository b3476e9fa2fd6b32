import { expect, test } from 'vitest';
import type { NodeStatus } from '../api/types';
import { limits, toneOfNode } from './live_figures';

test('a stage that rests most of the time is no bottleneck, whatever its share', () => {
  expect(limits({ operation: 'jpeg_encoding', avg_ms: 0.7, share: 0.8 }, 30)).toBe(false);
  expect(limits({ operation: 'model_inference', avg_ms: 33, share: 0.5 }, 10)).toBe(false);
  expect(limits({ operation: 'model_inference', avg_ms: 100, share: 0.9 }, 9.4)).toBe(true);
  expect(limits(undefined, 30)).toBe(false);
});

test('a node that waits for the next start does not look as if it ran', () => {
  const node = (health: NodeStatus['health']): NodeStatus => ({ id: 'a', type: 'x', health, message: '', facts: {} });
  expect([toneOfNode(node('ok'), 'running'), toneOfNode(node('ok'), 'restarting'), toneOfNode(node('ok'), 'stopped')]).toEqual(['running', 'idle', 'idle']);
  expect([toneOfNode(node('failed'), 'restarting'), toneOfNode(node('retrying'), 'restarting'), toneOfNode(node('failed'), 'failed')]).toEqual(['error', 'warning', 'error']);
});
