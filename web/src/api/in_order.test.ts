import { expect, test } from 'vitest';
import { readWorkflow, writeWorkflow } from '../document/workflow_file';
import { partInOrder } from './in_order';

test('nodes whose ids are numbers stay in their order', async () => {
  const nodes = '"20":{"type":"video_input","source":"test://\\u00e9 \\ud83d\\ude00\\n: #","loop":true,"fps":2.5e0},"b":{"type":"debug"},"3":{"type":"debug","interval":null}';
  const doc = readWorkflow(await partInOrder(`{"id":"num","workflow":{"name":"Num","nodes":{${nodes}},"edges":["20 -> 3"],"layout":{"nodes":{"3":[5,6],"b":[3,4],"20":[1,2]}}}}`, 'workflow'));
  expect(doc.nodes.map(({ id }) => id)).toEqual(['20', 'b', '3']);
  expect(doc.nodes[0]).toMatchObject({ options: { source: 'test://é 😀\n: #', loop: true, fps: 2.5 }, x: 1, y: 2 });
  expect(doc.nodes[2]?.options).toEqual({ interval: null });
  expect(writeWorkflow(doc).indexOf('"20"')).toBeLessThan(writeWorkflow(doc).indexOf('"3"'));
});

test('without such ids the answer is read as it always is', async () => {
  expect(await partInOrder('{"workflow":{"nodes":{"b":{},"a":{}}}}', 'workflow')).toEqual({ nodes: { b: {}, a: {} } });
  expect(await partInOrder('null', 'workflow')).toBeUndefined();
});
