// The newest lines of the server's log.
import { fields } from './decode';
import { request } from './request';

export interface LogLine {
  at: string;
  level: string;
  workflow: string;
  text: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function decodeLog(value: unknown): LogLine[] {
  const answer = fields(value);
  const lines: unknown[] = Array.isArray(answer.lines) ? answer.lines : [];
  return lines.map((line) => {
    if (typeof line === 'string') return { at: '', level: '', workflow: '', text: line };
    const each = fields(line);
    return { at: text(each.at) || text(each.time), level: text(each.level), workflow: text(each.workflow), text: text(each.text) || text(each.message) };
  });
}

export async function fetchLog(workflow: string): Promise<LogLine[]> {
  return decodeLog(await request(`/api/log?workflow=${encodeURIComponent(workflow)}&limit=500`));
}
