import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readWorkflow } from '../document/workflow_file';
import { useToasts } from './toasts';
import { duplicateWorkflow } from './workflow_actions';

const asked: string[] = [];
const hidden = { title: 'Unprocessable', detail: 'the password is hidden (***); write it again', place: 'nodes.camera.source' };

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal('fetch', (path: string, { method = 'GET' }: RequestInit = {}) => {
    const request = `${method} ${path.replace('/api/workflow-builder', '')}`;
    asked.push(request);
    if (request === 'POST ') return Promise.resolve(new Response(JSON.stringify(hidden), { status: 422 }));
    return Promise.resolve(new Response(JSON.stringify(request.endsWith('/duplicate') ? { id: 'door-copy', name: 'Door copy', version: 1 } : { workflows: [] })));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const said = () => useToasts.getState().toasts.at(-1)?.text;

test('what is stored is copied by the server, which knows its passwords', async () => {
  await duplicateWorkflow('door');
  expect(asked).toEqual(['POST /door/duplicate', 'GET ']);
  expect(said()).toBe('“Door copy” is stored beside it.');
});

test('of a canvas that the server refuses, the node is named', async () => {
  await duplicateWorkflow('door', readWorkflow({ name: 'Door', nodes: { camera: { type: 'video_input', source: 'rtsp://ann:***@cam/1' } }, edges: [] }));
  expect(said()).toBe('nodes.camera.source: the password is hidden (***); write it again');
});
