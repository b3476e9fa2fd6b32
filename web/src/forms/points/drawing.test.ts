import { describe, expect, test } from 'vitest';
import type { PointsRule } from '../../api/node_types';
import { beginDrawing, drawn, hitOf, isFull, nextPoint, pointsIn, type Change, type Drawing } from './drawing';
import { faultOf } from './shape';

const area: PointsRule = { shape: 'area', min: 3, max: 6 };
const line: PointsRule = { shape: 'line', min: 2, max: 16 };
const square = [{ x: 0.2, y: 0.2 }, { x: 0.8, y: 0.2 }, { x: 0.8, y: 0.8 }, { x: 0.2, y: 0.8 }];
const at = (x: number, y: number) => ({ x, y });
const after = (drawing: Drawing, ...changes: Change[]) => changes.reduce(drawn, drawing);
const move = (index: number, x: number, gesture = 'drag 1', atMs = 0): Change => ({ kind: 'move', index, to: at(x, 0.2), gesture, atMs });
const undo: Change = { kind: 'undo' };

describe('changes', () => {
  const begun = beginDrawing(square, area);

  test('points are put in, moved and taken out; what was touched is chosen', () => {
    const more = after(begun, { kind: 'insert', index: 1, at: at(0.5, 0.2) });
    expect([pointsIn(more).length, pointsIn(more)[1], more.chosen]).toEqual([5, at(0.5, 0.2), 1]);
    const moved = after(more, move(2, 0.9));
    expect([pointsIn(moved)[2], moved.chosen]).toEqual([at(0.9, 0.2), 2]);
    const fewer = after(begun, { kind: 'remove', index: 3 });
    expect([pointsIn(fewer), fewer.chosen]).toEqual([square.slice(0, 3), 2]);
    expect(after(begun, { kind: 'clear' })).toMatchObject({ chosen: null, history: { doc: [] } });
    expect(pointsIn(begun)).toBe(square);
  });

  test('what changes nothing is no step of undo', () => {
    const idle = after(begun, move(0, 0.2), { kind: 'remove', index: 9 }, { kind: 'choose', index: 1 }, move(9, 0.5));
    expect(idle.history).toBe(begun.history);
    expect(after(beginDrawing([], area), { kind: 'clear' }).history.past).toHaveLength(0);
  });

  test('a drag is one step, two drags are two', () => {
    const dragged = after(begun, move(0, 0.3), move(0, 0.4), move(0, 0.5), move(0, 0.6, 'drag 2', 10));
    expect(dragged.history.past).toHaveLength(2);
    expect(pointsIn(after(dragged, undo))[0]).toEqual(at(0.5, 0.2));
    expect(pointsIn(after(dragged, undo, undo))).toBe(square);
    expect(pointsIn(after(dragged, undo, undo, { kind: 'redo' }))[0]).toEqual(at(0.5, 0.2));
  });

  test('the choice stays on what is there', () => {
    const added = after(beginDrawing([], area), { kind: 'insert', index: 0, at: at(0, 0) }, { kind: 'insert', index: 1, at: at(1, 0) });
    expect(added.chosen).toBe(1);
    expect([after(added, undo).chosen, after(added, undo, undo).chosen]).toEqual([0, null]);
    expect(after(added, { kind: 'remove', index: 0 }, { kind: 'remove', index: 0 }).chosen).toBeNull();
  });

  test('there are never more points than allowed', () => {
    const insert: Change = { kind: 'insert', index: 0, at: at(0.1, 0.1) };
    const full = after(begun, insert, insert, insert, insert);
    expect([pointsIn(full).length, isFull(full)]).toEqual([6, true]);
  });
});

describe('a point without pointing', () => {
  const add = (drawing: Drawing) => after(drawing, { kind: 'insert', ...nextPoint(drawing) });

  test('makes a rectangle first, then goes halfway along a side', () => {
    const four = add(add(add(add(beginDrawing([], area)))));
    expect(pointsIn(four)).toEqual([at(0.25, 0.25), at(0.75, 0.25), at(0.75, 0.75), at(0.25, 0.75)]);
    expect(nextPoint(after(four, { kind: 'choose', index: 1 }))).toEqual({ index: 2, at: at(0.75, 0.5) });
    expect(nextPoint(after(four, { kind: 'choose', index: 3 }))).toEqual({ index: 4, at: at(0.25, 0.5) });
  });

  test('goes along the longest side when none is chosen', () => {
    expect(nextPoint(beginDrawing([at(0, 0), at(1, 0), at(1, 0.2), at(0, 0.2)], area)).at).toEqual(at(0.5, 0));
  });

  test('makes no area that crosses itself, whatever was drawn by hand', () => {
    for (const begun of [[at(0.9, 0.9)], [at(0.75, 0.75), at(0.3, 0.6)], [at(0.1, 0.1), at(0.9, 0.1), at(0.5, 0.2)]]) {
      let drawing = beginDrawing(begun, area);
      while (!isFull(drawing)) {
        drawing = add(drawing);
        if (pointsIn(drawing).length >= area.min) expect(faultOf(pointsIn(drawing), area)).toBeNull();
      }
    }
  });

  test('of a line', () => {
    const three = add(add(add(beginDrawing([], line))));
    expect(pointsIn(after(three, { kind: 'choose', index: null }))).toEqual([at(0.25, 0.5), at(0.75, 0.5), at(0.5, 0.5)].sort((a, b) => a.x - b.x));
  });
});

describe('what lies under a pointer', () => {
  const size = { width: 1000, height: 500 };
  const hit = (x: number, y: number, rule = area) => hitOf(square, at(x, y), rule, size);

  test('a point, as large as a finger in either direction', () => {
    expect(hit(0.2, 0.2)).toEqual({ kind: 'point', index: 0 });
    expect(hit(0.215, 0.2)).toEqual({ kind: 'point', index: 0 });
    expect(hit(0.2, 0.235)).toEqual({ kind: 'point', index: 0 });
    expect(hit(0.225, 0.25).kind).toBe('free');
  });

  test('a side, with the place on it', () => {
    expect(hit(0.5, 0.21)).toEqual({ kind: 'side', index: 0, at: at(0.5, 0.2) });
    expect(hit(0.195, 0.5)).toEqual({ kind: 'side', index: 3, at: at(0.2, 0.5) });
    expect(hit(0.195, 0.5, line).kind).toBe('free');
  });

  test('nothing, in the picture and out of it', () => {
    expect(hit(0.5, 0.5)).toEqual({ kind: 'free', at: at(0.5, 0.5) });
    expect(hitOf([], at(1.2, -1), area, size)).toEqual({ kind: 'free', at: at(1, 0) });
    expect(hitOf([at(0.5, 0.5), at(0.5, 0.5)], at(0.9, 0.5), line, size).kind).toBe('free');
  });
});
