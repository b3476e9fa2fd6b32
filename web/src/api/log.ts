// The newest lines of the server's log.
import { fields, text } from './decode';
import { request } from './request';

export interface LogLine {
  /** 1, 2, 3 … since the server's start. */
  number: number;
  time: string;
  level: string;
  text: string;
}

export interface LogPart {
  lines: LogLine[];
  /** The number of the newest line of all, whatever its level. */
  newest: number;
}

const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);

export function decodeLog(value: unknown): LogPart {
  const { lines, newest } = fields(value);
  return {
    lines: !Array.isArray(lines) ? [] : lines.map(fields).map((line) => ({ number: whole(line.number), time: text(line.time), level: text(line.level), text: text(line.text) })),
    newest: whole(newest),
  };
}

export async function fetchLog(after: number, level: string): Promise<LogPart> {
  return decodeLog(await request(`/api/log?after=${after}&level=${level}&limit=500`));
}
