import { ArrowDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../texts';
import { useFollowEnd } from '../../ui/use_follow_end';
import { isAbout } from './log_about';
import { lineKey } from './log_lines';
import { useLog } from './use_log';

const tones: Record<string, string> = { error: 'text-error', warning: 'text-warning' };
const levels = ['debug', 'info', 'warning', 'error'];

/** The server's log, newest at the bottom; `id` narrows it to one workflow when asked. */
export default function LogPanel({ id }: { id: string }) {
  const [words, setWords] = useState('');
  const [level, setLevel] = useState('info');
  const [own, setOwn] = useState(false);
  const lines = useLog(level);
  const list = useRef<HTMLOListElement>(null);
  const found = (lines ?? []).filter((line) => line.text.toLowerCase().includes(words.trim().toLowerCase()) && (!own || isAbout(line.text, id)));
  const last = found.at(-1);
  const { following, onScroll, toEnd } = useFollowEnd(list, last === undefined ? '' : lineKey(last));
  if (lines === null) return <p className="p-4 text-muted">{t.drawer.logUnavailable}</p>;
  return (
    <div className="relative flex h-full flex-col gap-2 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <input type="search" className="input w-56" placeholder={t.drawer.logFilter} aria-label={t.drawer.logFilter} value={words} onChange={(event) => setWords(event.target.value)} />
        <select className="input w-auto" aria-label={t.drawer.logLevel} value={level} onChange={(event) => setLevel(event.target.value)}>
          {levels.map((each) => <option key={each} value={each}>{t.drawer.levels[each] ?? each}</option>)}
        </select>
        <label className="flex min-h-9 items-center gap-2"><input type="checkbox" className="h-4 w-4 accent-accent" checked={own} onChange={(event) => setOwn(event.target.checked)} />{t.drawer.onlyThis}</label>
      </div>
      <ol ref={list} tabIndex={0} aria-label={t.drawer.log} onScroll={onScroll} className="min-h-0 flex-1 overflow-auto rounded-md border border-line bg-page p-2 font-mono text-s leading-5">
        {found.map((line) => (
          <li key={lineKey(line)} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            <span className="mr-3 text-muted">{new Date(line.time).toLocaleTimeString(undefined, { hour12: false })}</span>
            <span className={`mr-3 ${tones[line.level] ?? 'text-muted'}`}>{line.level}</span>{line.text}
          </li>
        ))}
        {found.length === 0 && <li className="text-muted">{t.drawer.logEmpty}</li>}
      </ol>
      {!following && <button type="button" className="button absolute bottom-5 right-6 shadow-xl" title={t.drawer.newestHelp} onClick={toEnd}><ArrowDown size="1rem" aria-hidden />{t.drawer.newest}</button>}
    </div>
  );
}
