/** A live message as the server makes it; for tests. */
export function encodeMessage(header: unknown, picture: readonly number[] = [0xff, 0xd8]): ArrayBuffer {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length + picture.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(picture, 4 + text.length);
  return bytes.buffer;
}
