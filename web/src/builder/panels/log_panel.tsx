import { useEffect, useRef, useState } from 'react';
import { fetchLog, type LogLine } from '../../api/log';
import { t } from '../../texts';

const tones: Record<string, string> = { error: 'text-error', warning: 'text-warning' };
const levels = ['debug', 'info', 'warning', 'error'];
const periodMs = 1000;
const linesMax = 1000;

/** Lines as they come, while the panel is open and the tab is seen. Null: the server has none to give. */
function useLog(level: string): LogLine[] | null {
  const [lines, setLines] = useState<LogLine[] | null>([]);
  useEffect(() => {
    let newest = 0;
    let current = true;
    setLines([]);
    const ask = () => {
      if (document.hidden) return;
      fetchLog(newest, level).then(
        (more) => {
          newest = more.at(-1)?.number ?? newest;
          if (current && more.length > 0) setLines((before) => [...(before ?? []), ...more].slice(-linesMax));
        },
        () => {
          clearInterval(timer);
          if (current && newest === 0) setLines(null);
        },
      );
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

/** The server's log, newest at the bottom; `id` narrows it to one workflow when asked. */
export default function LogPanel({ id }: { id: string }) {
  const [words, setWords] = useState('');
  const [level, setLevel] = useState('info');
  const [own, setOwn] = useState(false);
  const lines = useLog(level);
  const list = useRef<HTMLOListElement>(null);
  const found = (lines ?? []).filter((line) => line.text.toLowerCase().includes(words.trim().toLowerCase()) && (!own || line.text.includes(id)));
  useEffect(() => {
    const element = list.current;
    if (element !== null && element.scrollHeight - element.scrollTop - element.clientHeight < 120) element.scrollTop = element.scrollHeight;
  }, [found.length]);
  if (lines === null) return <p className="p-4 text-muted">{t.drawer.logUnavailable}</p>;
  return (
    <div className="flex h-full flex-col gap-2 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <input type="search" className="input w-56" placeholder={t.drawer.logFilter} aria-label={t.drawer.logFilter} value={words} onChange={(event) => setWords(event.target.value)} />
        <select className="input w-auto" aria-label={t.drawer.logLevel} value={level} onChange={(event) => setLevel(event.target.value)}>
          {levels.map((each) => <option key={each} value={each}>{t.drawer.levels[each] ?? each}</option>)}
        </select>
        <label className="flex min-h-9 items-center gap-2"><input type="checkbox" className="h-4 w-4 accent-accent" checked={own} onChange={(event) => setOwn(event.target.checked)} />{t.drawer.onlyThis}</label>
      </div>
      <ol ref={list} tabIndex={0} aria-label={t.drawer.log} className="min-h-0 flex-1 overflow-auto rounded-md border border-line bg-page p-2 font-mono text-s leading-5">
        {found.map((line) => (
          <li key={line.number} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            <span className="mr-3 text-muted">{new Date(line.time).toLocaleTimeString(undefined, { hour12: false })}</span>
            <span className={`mr-3 ${tones[line.level] ?? 'text-muted'}`}>{line.level}</span>{line.text}
          </li>
        ))}
        {found.length === 0 && <li className="text-muted">{t.drawer.logEmpty}</li>}
      </ol>
    </div>
  );
}
