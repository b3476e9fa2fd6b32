import { expect, test } from 'vitest';
import { pictureName } from './save_picture';

test('a picture is named by workflow, view and local time', () => {
  expect(pictureName('door', 'view', new Date(2026, 10, 29, 14, 57, 30))).toBe('door-view-2026-11-29-145730.jpg');
  expect(pictureName('door', 'view-2', new Date(2026, 0, 2, 3, 4, 5))).toBe('door-view-2-2026-01-02-030405.jpg');
});
