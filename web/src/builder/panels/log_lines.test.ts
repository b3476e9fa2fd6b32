import { expect, test } from 'vitest';
import { decodeLog } from '../../api/log';
import { afterSilence, noLines, withPart } from './log_lines';

const part = (time: string, numbers: number[], newest = numbers.at(-1) ?? 0) => decodeLog({ newest, lines: numbers.map((number) => ({ number, time, level: 'info', text: `${time} ${number}` })) });
const texts = ({ lines }: typeof noLines) => lines.map(({ text }) => text);

test('lines follow each other, and the next question goes on from the newest', () => {
  const first = withPart(noLines, part('a', [1, 2]));
  expect(first.after).toBe(2);
  const second = withPart(first, part('a', [3]));
  expect([texts(second), second.after]).toEqual([['a 1', 'a 2', 'a 3'], 3]);
  expect(withPart(second, part('a', [], 7)).after).toBe(3);
});

test('a server that was started again goes on with its first line', () => {
  const before = withPart(noLines, part('a', [90, 91]));
  const told = withPart(before, part('b', [], 4));
  expect(told.after).toBe(0);
  expect(texts(withPart(told, part('b', [1, 2, 3, 4])))).toEqual(['a 90', 'a 91', 'b 1', 'b 2', 'b 3', 'b 4']);
});

test('after a silence no line is lost and none comes twice, whoever answers', () => {
  const before = afterSilence(withPart(noLines, part('a', [1, 2])));
  expect(texts(withPart(before, part('a', [1, 2, 3])))).toEqual(['a 1', 'a 2', 'a 3']);
  expect(texts(withPart(before, part('b', [1, 2, 3])))).toEqual(['a 1', 'a 2', 'b 1', 'b 2', 'b 3']);
});
