// The newest lines of the server's log.
import { fields } from './decode';
import { request } from './request';

export interface LogLine {
  number: number;
  time: string;
  level: string;
  text: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function decodeLog(value: unknown): LogLine[] {
  const { lines } = fields(value);
  if (!Array.isArray(lines)) return [];
  return lines.map(fields).map((line) => ({ number: typeof line.number === 'number' ? line.number : 0, time: text(line.time), level: text(line.level), text: text(line.text) }));
}

export async function fetchLog(after: number, level: string): Promise<LogLine[]> {
  return decodeLog(await request(`/api/log?after=${after}&level=${level}&limit=500`));
}
