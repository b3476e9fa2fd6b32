import { expect, test } from 'vitest';
import { isAbout } from './log_about';

test.each([
  'workflow demo is running',
  'workflow demo: no such file. Starting again in 2.0 s.',
  'workflow demo: detect runs with {"confidence":0.4}',
  "workflow 'demo' does not run",
  'demo/camera: rtsp://door is silent. Trying again in 4.0 s.',
  'there are 64 live views already: demo/view runs, but cannot be watched',
  '⚡ Current FPS: 12.45 - Workflow demo',
  'performance of the last 30 s\n====\n📊 PERFORMANCE REPORT - Workflow demo\n   Current FPS: 12.45',
])('“%s” is about demo', (text) => expect(isAbout(text, 'demo')).toBe(true));

test.each([
  'workflow demo-2 is running',
  'workflow my-demo is running',
  'demo-2/camera: ok',
  '⚡ Current FPS: 12.45 - Workflow demo2',
  'listening on http://demo/',
  'cannot open /media/demo/street.mp4',
  'a demo is not a workflow',
])('“%s” is not', (text) => expect(isAbout(text, 'demo')).toBe(false));

test('a workflow that is called like a word of the log has its own lines only', () => {
  expect(isAbout('Model loaded on CPU device: centernet-mb3', 'model')).toBe(false);
  expect(isAbout('⚡ Model inference: 32.1 ms avg - Workflow demo', 'model')).toBe(false);
  expect(isAbout('workflow model is stopped', 'model')).toBe(true);
});
