// Sources that can be picked: files below the media folders, uploads, webcams; and a test that shows one frame.
import { fps, milliseconds } from '../lib/format';
import { fields } from './decode';
import { ApiError, problemFromBody } from './problem';
import { request, sendJson } from './request';

export interface MediaEntry {
  name: string;
  /** As an option takes it. */
  path: string;
  folder: boolean;
  bytes: number;
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

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(fields) : []);

export function decodeMedia(value: unknown): MediaEntry[] {
  const answer = fields(value);
  return list(answer.entries ?? answer.files ?? answer.media).map((entry) => ({
    name: text(entry.name) || (text(entry.path).split('/').at(-1) ?? ''),
    path: text(entry.path) || text(entry.name),
    folder: entry.kind === 'folder' || entry.type === 'folder' || entry.folder === true,
    bytes: number(entry.bytes) || number(entry.file_bytes),
  }));
}

export async function listMedia(path: string): Promise<MediaEntry[]> {
  return decodeMedia(await request(`/api/media?path=${encodeURIComponent(path)}`));
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

/** XMLHttpRequest, since fetch does not tell how far an upload is. Gives the path of the new file. */
export function uploadMedia(file: File, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new XMLHttpRequest();
    upload.open('POST', `/api/media?name=${encodeURIComponent(file.name)}`);
    upload.setRequestHeader('Content-Type', 'application/octet-stream');
    upload.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    upload.onerror = () => reject(new ApiError('The upload was cut off.', 0));
    upload.onload = () => {
      if (upload.status >= 300) reject(problemFromBody(upload.status, upload.responseText));
      else resolve(text(fields(JSON.parse(upload.responseText || '{}')).path) || file.name);
    };
    upload.send(file);
  });
}
