import { expect, test } from 'vitest';
import { decodeNodeTypes, type Option } from '../api/node_types';
import { complaint, headline, numberOf, shown, slides, titleOf } from './option_value';

function option(fields: Record<string, unknown>): Option {
  const [type] = decodeNodeTypes({ node_types: [{ type: 'x', options: [fields] }] });
  const [first] = type?.options ?? [];
  if (first === undefined) throw new Error('no option');
  return first;
}
const confidence = option({ name: 'confidence', type: 'fraction', min: 0, max: 1, default: 0.25 });
const scale = option({ name: 'resolution_scale', type: 'percent', min: 1, max: 100, unit: '%' });
const frames = option({ name: 'max_frames', type: 'integer', min: 0, max: 1e9 });
const source = option({ name: 'source', type: 'source', required: true });

test('percents and fractions are read as the engine reads them', () => {
  expect(numberOf(confidence, '25%')).toBe(0.25);
  expect(numberOf(scale, '25%')).toBe(25);
  expect(numberOf(scale, '25')).toBe(25);
  expect(numberOf(scale, 'a lot')).toBeNull();
});

test('what is wrong is said', () => {
  expect(complaint(confidence, 1.5)).toBe('Allowed is 0 to 1.');
  expect(complaint(scale, 0)).toBe('Allowed is 1 % to 100 %.');
  expect(complaint(frames, 1.5)).toBe('This is not a whole number.');
  expect(complaint(frames, 'x')).toBe('This is not a number.');
  expect(complaint(confidence, ' 0,5')).toBe('Write it with a point: 0.5');
  expect(complaint(source, undefined)).toBe('This must not be empty.');
  expect(complaint(source, ' ')).toBe('This must not be empty.');
  expect([complaint(confidence, undefined), complaint(confidence, '30%'), complaint(source, 'a.avi')]).toEqual([null, null, null]);
});

test('points are counted, and what is wrong with them is said', () => {
  const area = option({ name: 'area', type: 'points', shape: 'area', points_min: 3, points_max: 32 });
  const line = option({ name: 'line', type: 'points', shape: 'line', points_min: 2, points_max: 16, required: true, default: [[0, 0.5], [1, 0.5]] });
  expect([area.points, line.points]).toEqual([{ shape: 'area', min: 3, max: 32 }, { shape: 'line', min: 2, max: 16 }]);
  expect([area.fallback, line.fallback]).toEqual([null, [[0, 0.5], [1, 0.5]]]);
  expect([shown(area, [[0, 0], [1, 0], [1, 1]]), shown(area, []), shown(area, undefined)]).toEqual(['3 points', 'none', 'none']);
  expect([complaint(area, undefined), complaint(area, []), complaint(area, [[0, 0], [1, 0], [1, 1]])]).toEqual([null, null, null]);
  expect(complaint(area, 'here')).toBe('These are not points; draw it anew.');
  expect(complaint(area, [[0, 0], [1, 0]])).toBe('1 more point needed.');
  expect(complaint(area, [[0, 0], [1, 1], [1, 0], [0, 1]])).toBe('The area crosses itself: its side from point 1 to 2 meets that from 3 to 4. Move one of them.');
  expect(complaint(line, [])).toBe('This must not be empty.');
});

test('a slider is for what a finger can hit', () => {
  expect([confidence, scale, frames].map(slides)).toEqual([true, true, false]);
});

test('values and names are shown as people read them', () => {
  expect(titleOf('processing_fps')).toBe('Processing FPS');
  expect(titleOf('iou')).toBe('IoU');
  expect(shown(scale, 50)).toBe('50 %');
  expect(shown(option({ name: 'c', type: 'text_list' }), ['a', 'b'])).toBe('a, b');
  expect(shown(option({ name: 'f', type: 'flag' }), false)).toBe('Off');
});

test('the headline is what must be given, else what was given', () => {
  expect(headline([confidence, source], {})?.option.name).toBe('source');
  expect(headline([confidence, scale], { resolution_scale: 50 })?.option.name).toBe('resolution_scale');
  expect(headline([], {})).toBeNull();
});
