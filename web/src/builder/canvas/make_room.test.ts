import { expect, test } from 'vitest';
import { boxAround, broughtIn, fitted, fromLeft, holds, isSeen, kept, roomIn, touches, viewIn, welcomed, zoomFor, type Box } from './make_room';

const box = { x: 800, y: 100, width: 200, height: 100 };
const room: Box = { x: 20, y: 50, width: 560, height: 300 };

test('what a panel would hide is moved in, and no further', () => {
  const view = { x: 0, y: 0, zoom: 1 };
  expect(isSeen(box, view, room)).toBe(false);
  const moved = broughtIn(box, view, room);
  expect(moved).toEqual({ x: -420, y: 0, zoom: 1 });
  expect(isSeen(box, moved, room)).toBe(true);
  expect(broughtIn(box, moved, room)).toEqual(moved);
  expect([touches(box, view, room), touches(box, { ...view, x: -300 }, room), touches(box, moved, room)]).toEqual([false, true, true]);
});

test('room that comes back at one side is not all of it while another side is covered', () => {
  const all = roomIn(1000, 600, { top: 0, right: 0, bottom: 0 });
  const besideSettings = roomIn(1000, 600, { top: 0, right: 300, bottom: 0 });
  const belowANotice = roomIn(1000, 600, { top: 120, right: 0, bottom: 0 });
  expect([holds(besideSettings, belowANotice), holds(besideSettings, all), holds(belowANotice, all)]).toEqual([false, false, false]);
  expect([holds(all, all), holds(all, besideSettings), holds(all, belowANotice)]).toEqual([true, true, true]);
});

test('a box larger than the room is shown smaller, but not so small that nobody can read it', () => {
  const moved = broughtIn(box, { x: 0, y: 0, zoom: 4 }, room);
  expect(moved.zoom).toBeCloseTo(2.8);
  expect(isSeen(box, moved, room)).toBe(true);
  expect(broughtIn({ ...box, width: 9000 }, { x: 0, y: 0, zoom: 1 }, room).zoom).toBe(0.5);
});

test('a box around none is none; around several it holds them all', () => {
  expect(boxAround([])).toBeNull();
  const around = boxAround([box, { x: 0, y: 300, width: 10, height: 10 }]);
  expect(around).toEqual({ x: 0, y: 100, width: 1000, height: 210 });
  expect(zoomFor({ x: 0, y: 0, width: 1120, height: 100 }, room)).toBeCloseTo(0.5);
});

test('nodes keep clear of the bars at the top and the bottom, and of what lies over the canvas', () => {
  expect(roomIn(1000, 700, { top: 0, right: 0, bottom: 0 })).toEqual({ x: 24, y: 68, width: 952, height: 564 });
  expect(roomIn(1000, 700, { top: 100, right: 352, bottom: 0 })).toEqual({ x: 24, y: 108, width: 600, height: 524 });
  expect(roomIn(360, 700, { top: 0, right: 0, bottom: 690 })).toEqual({ x: 24, y: 24, width: 312, height: 652 });
});

test('on a phone there is room for a node between a notice and the settings', () => {
  expect(roomIn(360, 502, { top: 117, right: 0, bottom: 288 })).toEqual({ x: 24, y: 125, width: 312, height: 81 });
});

test('however many nodes there are, all are shown, in the middle', () => {
  const tall = { x: 0, y: 0, width: 240, height: 10_000 };
  const view = fitted(tall, room, 1);
  expect(view.zoom).toBeCloseTo(0.03);
  expect(isSeen(tall, view, room)).toBe(true);
  expect(fitted(box, room, 1).zoom).toBe(1);
});

test('a way too long for the screen is shown from its beginning', () => {
  const view = fromLeft({ x: 100, y: 0, width: 3000, height: 100 }, room, 0.5);
  expect(100 * view.zoom + view.x).toBe(room.x);
});

test('beside what is selected the picture stays in sight, or the nearest one', () => {
  const camera = { x: 0, y: 0, width: 240, height: 120 };
  const near = { x: 768, y: 0, width: 320, height: 300 };
  const far = { x: 3000, y: 0, width: 320, height: 300 };
  expect(kept(camera, [near], room)).toEqual({ x: 0, y: 0, width: 1088, height: 300 });
  expect(kept(camera, [far, near], room)).toEqual({ x: 0, y: 0, width: 1088, height: 300 });
  expect(kept(camera, [far], room)).toEqual(camera);
});

test('room that comes back in part gives back what it can: the view does not stay small', () => {
  const wide = roomIn(1000, 600, { top: 0, right: 0, bottom: 0 });
  const besideSettings = roomIn(1000, 600, { top: 0, right: 352, bottom: 0 });
  const belowANotice = roomIn(1000, 600, { top: 120, right: 0, bottom: 0 });
  const [camera, view] = [{ x: 0, y: 0, width: 240, height: 110 }, { x: 768, y: 0, width: 320, height: 300 }];
  const all = { x: 0, y: 0, width: 1088, height: 300 };
  const was = { view: fitted(all, wide, 1), room: wide };
  const content = { all, chosen: camera, pictures: [view] };
  const small = viewIn(besideSettings, was, content);
  expect(small.zoom).toBeLessThan(0.6);
  expect([isSeen(camera, small, besideSettings), isSeen(view, small, besideSettings)]).toEqual([true, true]);
  expect(viewIn(belowANotice, was, { ...content, chosen: null })).toEqual(was.view);
  expect(viewIn(wide, was, { ...content, chosen: null })).toEqual(was.view);
});

test('a panel does not make all nodes too small to read, unless they are looked at from afar', () => {
  const low = { ...room, height: 120 };
  const all = { x: 0, y: 0, width: 500, height: 300 };
  const near = { view: { x: 20, y: 50, zoom: 1 }, room };
  const afar = { view: { x: 20, y: 50, zoom: 0.45 }, room };
  expect(viewIn(low, near, { all, chosen: null, pictures: [] })).toEqual(near.view);
  expect(viewIn(low, afar, { all, chosen: null, pictures: [] }).zoom).toBeCloseTo(0.4);
});

test('what is added is in sight with the rest, until that would be too small to read', () => {
  const node = (index: number) => ({ x: 384 * index, y: 0, width: 240, height: 110 });
  const first = welcomed(node(0), null, { view: { x: 0, y: 0, zoom: 1 }, room });
  expect(first.zoom).toBe(1);
  const second = welcomed(node(1), node(0), { view: first, room });
  expect(second.zoom).toBeCloseTo(560 / 624);
  const third = welcomed(node(2), { x: 0, y: 0, width: 624, height: 110 }, { view: second, room });
  expect(third.zoom).toBe(second.zoom);
  expect(isSeen(node(2), third, room)).toBe(true);
  expect(welcomed(node(2), node(1), { view: third, room })).toEqual(third);
});
