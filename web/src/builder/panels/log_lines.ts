// The lines that a panel has, put together from many answers. A server that was started again numbers its lines anew.
import type { LogLine, LogPart } from '../../api/log';

export interface LogLines {
  lines: readonly LogLine[];
  /** What the next question asks for lines after. */
  after: number;
}

const linesMax = 1000;

export const noLines: LogLines = { lines: [], after: 0 };

/** Numbers repeat after a restart, times may: together they are a line's own. */
export const lineKey = ({ number, time }: LogLine): string => `${time} ${number}`;

export function withPart(before: LogLines, { lines, newest }: LogPart): LogLines {
  const there = new Set(before.lines.map(lineKey));
  const news = lines.filter((line) => !there.has(lineKey(line)));
  return {
    lines: news.length === 0 ? before.lines : [...before.lines, ...news].slice(-linesMax),
    // Fewer lines than were seen: another server answers, all of whose lines are to be read.
    after: newest < before.after ? 0 : (lines.at(-1)?.number ?? before.after),
  };
}

/** After a silence another server may answer, and may have more lines than were seen: what it has is read from the start. */
export const afterSilence = (before: LogLines): LogLines => ({ ...before, after: 0 });
