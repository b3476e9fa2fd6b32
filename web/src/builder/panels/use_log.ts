import { useEffect, useState } from 'react';
import { fetchLog, type LogLine } from '../../api/log';
import { asApiError } from '../../api/problem';
import { afterSilence, noLines, withPart } from './log_lines';

const periodMs = 1000;
/** This server has no log to give, or not to this viewer. Any other failure passes. */
const final = [403, 404];

/** Lines as they come, while the panel is open and the tab is seen; asked for again where no answer comes. Null: there are none to have. */
export function useLog(level: string): readonly LogLine[] | null {
  const [lines, setLines] = useState<readonly LogLine[] | null>(noLines.lines);
  useEffect(() => {
    let had = noLines;
    let current = true;
    let asking = false;
    setLines(had.lines);
    const ask = () => {
      if (document.hidden || asking) return;
      asking = true;
      fetchLog(had.after, level).then(
        (part) => {
          had = withPart(had, part);
          if (current) setLines(had.lines);
        },
        (error: unknown) => {
          had = afterSilence(had);
          if (!final.includes(asApiError(error).status)) return;
          clearInterval(timer);
          if (current) setLines(null);
        },
      ).finally(() => (asking = false));
    };
    const timer = setInterval(ask, periodMs);
    ask();
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [level]);
  return lines;
}
