import { expect, test } from 'vitest';
import type { NodeStatus } from '../api/types';
import { viewName } from './views';

const nodes = (...types: string[]) => types.map((type, at) => ({ id: `n${at}`, type }) as NodeStatus);

test('a picture is named where its workflow has several', () => {
  expect(viewName(nodes('model', 'xray_view'), 'n1')).toBe('');
  expect(viewName(nodes('xray_view', 'model', 'xray_view'), 'n2')).toBe('n2');
});
