// Sources that can be picked: files below the media folders, uploads, webcams; and a test that shows one frame.
import { fps, milliseconds } from '../lib/format';
import { fields, text } from './decode';
import { ApiError } from './problem';
import { request, sendJson } from './request';

const partBytesWanted = 4 * 1024 * 1024;

export interface MediaEntry {
  name: string;
  kind: 'folder' | 'video' | 'picture';
  bytes: number;
  /** What an option takes; empty for a folder that only holds others. */
  source: string;
}

export interface MediaListing {
  roots: string[];
  entries: MediaEntry[];
}

export interface SourceFacts {
  facts: string;
  /** A JPEG as an address for an <img>; empty when there is none. */
  frame: string;
}

export interface Webcam {
  device: string;
  name: string;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(fields) : []);

export function decodeMedia(value: unknown): MediaListing {
  const answer = fields(value);
  return {
    roots: Array.isArray(answer.roots) ? answer.roots.map(String) : [],
    entries: list(answer.entries).map((entry) => ({
      name: text(entry.name),
      kind: entry.kind === 'folder' || entry.kind === 'picture' ? entry.kind : 'video',
      bytes: number(entry.bytes),
      source: text(entry.source),
    })),
  };
}

export async function listMedia(root: number, path: string): Promise<MediaListing> {
  return decodeMedia(await request(`/api/media?root=${root}&path=${encodeURIComponent(path)}`));
}

export async function listWebcams(): Promise<Webcam[]> {
  const answer = fields(await request('/api/sources/devices'));
  return list(answer.devices).map((each) => ({ device: text(each.source), name: text(each.name) })).filter((each) => each.device !== '');
}

export function decodeProbe(value: unknown): SourceFacts {
  const probe = fields(value);
  const size = fields(probe.size);
  const jpeg = text(probe.jpeg_base64);
  const facts = [
    number(size.width) > 0 ? `${number(size.width)}×${number(size.height)}` : '',
    number(probe.fps) > 0 ? fps(number(probe.fps)) : '',
    text(probe.codec),
    number(probe.first_frame_ms) > 0 ? milliseconds(number(probe.first_frame_ms)) : '',
  ];
  return { facts: facts.filter((fact) => fact !== '').join(' · '), frame: jpeg === '' ? '' : `data:image/jpeg;base64,${jpeg}` };
}

export async function testSource(source: string): Promise<SourceFacts> {
  return decodeProbe(await sendJson('POST', '/api/sources/test', { source }, 30_000));
}

/** In parts, so that a cut connection costs one part only. Gives the source of the new file. */
export async function uploadMedia(file: File, onProgress: (share: number) => void): Promise<string> {
  const begun = fields(await sendJson('POST', '/api/media/uploads', { path: file.name, bytes: file.size }));
  const address = `/api/media/uploads/${encodeURIComponent(text(begun.id))}`;
  const partBytes = Math.max(1, Math.min(number(begun.part_bytes_max), partBytesWanted));
  for (let offset = 0; offset < file.size; ) {
    const answer = fields(await sendPart(address, file.slice(offset, offset + partBytes), offset));
    offset = Math.max(offset + 1, number(answer.received));
    onProgress(offset / file.size);
  }
  return text(fields(await request(`${address}/finish`, { method: 'POST' })).path) || file.name;
}

/** A part that did not arrive is sent once more. */
async function sendPart(address: string, part: Blob, offset: number): Promise<unknown> {
  const send = () => request(`${address}?offset=${offset}`, { method: 'PUT', headers: { 'Content-Type': 'application/octet-stream' }, body: part, timeoutMs: 120_000 });
  return send().catch((error: unknown) => {
    if (error instanceof ApiError && error.status !== 0) throw error;
    return send();
  });
}
