import { expect, test } from 'vitest';
import { decodeNodeTypes } from '../api/node_types';
import { searched } from './node_search';

const types = decodeNodeTypes({
  node_types: [
    { type: 'detection_filter', title: 'Detection Filter', category: 'Process', doc: 'Keeps detections by class.', keywords: ['zone'] },
    { type: 'model', title: 'Model', category: 'AI', doc: 'Finds objects in every frame.', keywords: ['yolo', 'detector'] },
    { type: 'file_output', title: 'File Output', category: 'Output', doc: 'Writes detections.' },
  ],
});
const found = (words: string) => searched(types, words, (type) => type).map(({ type }) => type);

test('nodes are found by the words that stand for them, the best first', () => {
  expect(found('YOLO')).toEqual(['model']);
  expect(found('detect')).toEqual(['detection_filter', 'model', 'file_output']);
  expect(found('file det')).toEqual(['file_output']);
  expect(found(' ')).toEqual(types.map(({ type }) => type));
  expect(found('nothing')).toEqual([]);
});
