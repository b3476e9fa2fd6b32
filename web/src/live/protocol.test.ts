import { expect, test } from 'vitest';
import { encodeMessage } from './encode_message';
import { parsePictureMessage } from './protocol';

test('splits a message into header and picture', () => {
  const message = parsePictureMessage(encodeMessage({
    seq: 7, capture_unix_ms: 1000, encoded_unix_ms: 1040, age_ms: 40.5, width: 960, height: 540, source_width: 1920, source_height: 1080,
    codec: 'jpeg', quality: 60, skipped: true, detections: [{ class: 'person', class_id: 0, score: 0.9, box: [1, 2, 3, 4] }, { class: 'dog' }],
  }, [1, 2, 3]));
  expect(message?.header).toEqual({
    sequence: 7, captureUnixMs: 1000, ageMs: 40.5, width: 960, height: 540, sourceWidth: 1920, sourceHeight: 1080, codec: 'jpeg', quality: 60, reduced: false,
    skipped: true, detections: 2, found: [{ name: 'person', score: 0.9 }, { name: 'dog', score: 0 }],
  });
  expect([...(message?.picture ?? [])]).toEqual([1, 2, 3]);
});

test('knows a picture that was made smaller for a slow viewer', () => {
  expect(parsePictureMessage(encodeMessage({ rendition: 'reduced' }))?.header.reduced).toBe(true);
});

test('works out the age where the header has none', () => {
  expect(parsePictureMessage(encodeMessage({ capture_unix_ms: 1000, encoded_unix_ms: 1040 }))?.header.ageMs).toBe(40);
});

test.each([
  ['nothing', new ArrayBuffer(0)],
  ['half a length', new ArrayBuffer(3)],
  ['a header longer than the message', new Uint8Array([200, 0, 0, 0, 123, 125, 1]).buffer],
  ['a length of four gigabytes', new Uint8Array([255, 255, 255, 255, 123, 125, 1]).buffer],
  ['no picture', encodeMessage({}, [])],
  ['a header that is no JSON', encodeMessage('{"seq":')],
  ['a header that is no UTF-8', new Uint8Array([2, 0, 0, 0, 0xc3, 0x28, 1]).buffer],
])('refuses %s', (_what, bytes) => {
  expect(parsePictureMessage(bytes)).toBeNull();
});
