import { expect, test } from 'vitest';
import { decodeNodeTypes } from '../api/node_types';
import type { NodeStatus } from '../api/types';
import { runProblem } from './run_problems';

const types = new Map(decodeNodeTypes({
  node_types: [{ type: 'video_input', options: [{ name: 'source', type: 'source' }] }, { type: 'model', options: [{ name: 'model', type: 'model' }] }],
}).map((type) => [type.type, type]));
const node = (change: Partial<NodeStatus>): NodeStatus => ({ id: 'camera', type: 'video_input', health: 'ok', message: '', next_retry_ms: null, facts: {}, ...change });

test('what a node says of its source stands at the source', () => {
  const [problem] = runProblem(node({ health: 'failed', message: 'nope.avi: no such file' }), types);
  expect(problem).toMatchObject({ place: 'nodes.camera.source', node: 'camera', option: 'source', warning: false, message: 'nope.avi: no such file' });
  expect(runProblem(node({ health: 'retrying', message: 'The camera is silent. Trying again in 7.8 s.', next_retry_ms: 3000 }), types)[0]).toMatchObject({ warning: true, message: 'The camera is silent. Trying again in 3 s.' });
  expect(runProblem(node({ type: 'model', health: 'warning', message: 'slow' }), types)[0]).toMatchObject({ place: 'nodes.camera', option: null });
  expect(runProblem(node({}), types)).toEqual([]);
});
