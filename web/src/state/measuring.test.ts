import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { speedWords } from '../ui/speed_words';
import { forgetOutcome, measure, useMeasuring } from './measuring';
import { queryClient } from './queries';

const asked: string[] = [];
let answer: (response: Response) => void = () => undefined;

beforeEach(() => {
  asked.length = 0;
  useMeasuring.setState({ running: '', last: null });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push(`${init.method ?? 'GET'} ${path}`);
    return new Promise<Response>((resolve) => (answer = resolve));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const speed = { device: 'cpu', ms_p50: 27.5, date: '2026-01-31T12:00:00Z', busy: true };

test('a figure comes, and the list of models is asked for again before the button is free', async () => {
  const listed = vi.spyOn(queryClient, 'invalidateQueries').mockImplementation(() => {
    expect(useMeasuring.getState().running).toBe('yolo v8');
    return Promise.resolve();
  });
  const measured = measure('yolo v8');
  expect(useMeasuring.getState()).toEqual({ running: 'yolo v8', last: null });
  answer(Response.json(speed));
  await measured;
  expect(asked).toEqual(['POST /api/models/yolo%20v8/measure']);
  expect(listed).toHaveBeenCalledWith({ queryKey: ['models'] });
  expect(useMeasuring.getState()).toEqual({ running: '', last: { name: 'yolo v8', speed: { ms: 27.5, device: 'cpu', busy: true }, fault: '' } });
  forgetOutcome();
  expect(useMeasuring.getState().last).toBeNull();
});

test('one at a time', async () => {
  const first = measure('a');
  await measure('b');
  expect(asked).toEqual(['POST /api/models/a/measure']);
  expect(useMeasuring.getState().running).toBe('a');
  answer(Response.json(speed));
  await first;
});

test('what the server says against it stands with the model, and the next try begins without it', async () => {
  const refused = measure('a');
  answer(Response.json({ detail: 'the speed of b is being measured; try again in a few seconds' }, { status: 409 }));
  await refused;
  expect(useMeasuring.getState()).toEqual({ running: '', last: { name: 'a', speed: null, fault: 'the speed of b is being measured; try again in a few seconds' } });
  const again = measure('a');
  expect(useMeasuring.getState().last).toBeNull();
  answer(Response.json(speed));
  await again;
});

test('a speed says what it was measured on, and whether something else ran', () => {
  expect(speedWords({ ms: 27.54, device: 'cpu', busy: false })).toBe('27.5 ms on cpu');
  expect(speedWords({ ms: 1500, device: 'cuda', busy: true })).toBe('1.5 s on cuda while workflows ran');
});
