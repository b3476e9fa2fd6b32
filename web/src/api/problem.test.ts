import { expect, test } from 'vitest';
import { asApiError, offeredCommand, problemFromBody } from './problem';

test('reads a problem document with its list', () => {
  const error = problemFromBody(422, JSON.stringify({
    title: 'Unprocessable Content', detail: 'the workflow cannot be used', problems: [{ place: 'edges[1]', message: 'no node "x"', severity: 'error' }],
  }));
  expect(error).toMatchObject({ status: 422, message: 'the workflow cannot be used', command: null });
  expect(error.problems).toEqual([{ place: 'edges[1]', message: 'no node "x"', warning: false }]);
});

test('an answer that is no problem document still gives a sentence', () => {
  expect(problemFromBody(502, '<html>').message).toBe('The server answered 502.');
  expect(asApiError(new TypeError('Failed to fetch'))).toMatchObject({ status: 0 });
});

test.each([
  [
    'model yolov8m is not installed (looked in /data/models); get it with: pip install ultralytics && yolo export model=yolov8m.pt format=onnx, then put yolov8m.onnx into the models folder',
    'pip install ultralytics && yolo export model=yolov8m.pt format=onnx',
  ],
  ["there is no model 'yolov9z' (looked in /data/models); list the known ones with: overwatch models list", 'overwatch models list'],
  ['it is not there; `overwatch models import x.json --output y.onnx` makes it', 'overwatch models import x.json --output y.onnx'],
  ['no such model. Run overwatch models list.', 'overwatch models list'],
  ['the program overwatch is well', null],
])('finds the command in %j', (message, command) => {
  expect(offeredCommand(message)).toBe(command);
});

test('keeps the place', () => {
  expect(problemFromBody(400, JSON.stringify({ detail: 'is no fraction', place: 'nodes.detect.confidence' })).place).toBe('nodes.detect.confidence');
});
