import { expect, test } from 'vitest';
import { parseWorkflow } from '../document/workflow_file';
import { readFault } from './read_fault';

const faultOf = (text: string) => parseWorkflow(text).then(() => '', readFault);

test('what is wrong with a file is said with its line', async () => {
  expect(await faultOf('nodes:\n  camera:\n    type: video_input: x\n')).toMatch(/^This is no YAML: .* at line 3, column 11\.$/);
  expect(await faultOf('hello')).toMatch(/no nodes/);
  expect(readFault(new TypeError('Failed to fetch dynamically imported module'))).toMatch(/does not answer/);
});
