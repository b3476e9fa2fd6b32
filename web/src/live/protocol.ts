// The live message: 4-byte little-endian header length, JSON header, encoded picture.
import { fields } from '../api/decode';

export interface PictureHeader {
  sequence: number;
  captureUnixMs: number;
  /** Capture to send, measured by the server on its own clock. */
  ageMs: number;
  width: number;
  height: number;
  sourceWidth: number;
  sourceHeight: number;
  codec: string;
  quality: number;
  /** Smaller than the view makes it, for this connection does not take more. */
  reduced: boolean;
  /** The model was not run on this picture: its boxes were carried on from an earlier one. */
  skipped: boolean;
  detections: number;
  /** The first of them, with what they are. */
  found: FoundObject[];
}

export interface FoundObject {
  name: string;
  score: number;
}

export interface PictureMessage {
  header: PictureHeader;
  picture: Uint8Array<ArrayBuffer>;
}

const foundMax = 200;
const headerBytesMax = 4 * 1024 * 1024;

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Counts [{class …}], and [{detections: [...]}] as several models would send. */
function countDetections(value: unknown): number {
  if (!Array.isArray(value)) return 0;
  return value.reduce<number>((sum, entry) => {
    const nested = fields(entry).detections;
    return sum + (Array.isArray(nested) ? nested.length : 1);
  }, 0);
}

function findObjects(value: unknown): FoundObject[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    const { class: name, score, detections } = fields(entry);
    if (Array.isArray(detections)) return findObjects(detections);
    return [{ name: typeof name === 'string' ? name : '', score: number(score) }];
  }).slice(0, foundMax);
}

function decodeHeader(value: unknown): PictureHeader {
  const header = fields(value);
  const captureUnixMs = number(header.capture_unix_ms);
  const measured = Math.max(0, number(header.encoded_unix_ms) - captureUnixMs);
  return {
    sequence: number(header.seq),
    captureUnixMs,
    ageMs: header.age_ms === undefined ? measured : number(header.age_ms),
    width: number(header.width),
    height: number(header.height),
    sourceWidth: number(header.source_width),
    sourceHeight: number(header.source_height),
    codec: typeof header.codec === 'string' ? header.codec : 'jpeg',
    quality: number(header.quality),
    reduced: header.rendition === 'reduced',
    skipped: header.skipped === true,
    detections: countDetections(header.detections),
    found: findObjects(header.detections),
  };
}

/** Nothing when the bytes are no such message. */
export function parsePictureMessage(data: ArrayBuffer): PictureMessage | null {
  if (data.byteLength < 4) return null;
  const headerBytes = new DataView(data).getUint32(0, true);
  if (headerBytes > headerBytesMax || 4 + headerBytes >= data.byteLength) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(data, 4, headerBytes));
    return { header: decodeHeader(JSON.parse(text)), picture: new Uint8Array(data, 4 + headerBytes) };
  } catch {
    return null;
  }
}
