import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { fetchLog } from '../../api/log';
import { t } from '../../texts';

const tones: Record<string, string> = { error: 'text-error', critical: 'text-error', warning: 'text-warning', warn: 'text-warning' };

/** The log of this workflow, newest at the bottom. */
export default function LogPanel({ id }: { id: string }) {
  const [words, setWords] = useState('');
  const [level, setLevel] = useState('');
  const { data: lines = [], isError, isPending } = useQuery({ queryKey: ['log', id], queryFn: () => fetchLog(id), retry: false, staleTime: 0, refetchInterval: (query) => (query.state.status === 'error' ? false : 1000) });
  const list = useRef<HTMLOListElement>(null);
  const levels = [...new Set(lines.map((line) => line.level))].filter((each) => each !== '');
  const found = lines.filter((line) => (level === '' || line.level === level) && line.text.toLowerCase().includes(words.trim().toLowerCase()));
  useEffect(() => {
    const element = list.current;
    if (element !== null && element.scrollHeight - element.scrollTop - element.clientHeight < 80) element.scrollTop = element.scrollHeight;
  }, [found.length]);
  if (isError) return <p className="p-4 text-muted">{t.drawer.logUnavailable}</p>;
  if (isPending) return <div className="skeleton m-4 h-32" aria-hidden />;
  return (
    <div className="flex h-full flex-col gap-2 p-3">
      <div className="flex gap-2">
        <input type="search" className="input w-64" placeholder={t.drawer.logFilter} aria-label={t.drawer.logFilter} value={words} onChange={(event) => setWords(event.target.value)} />
        {levels.length > 1 && (
          <select className="input w-auto" aria-label={t.drawer.logLevel} value={level} onChange={(event) => setLevel(event.target.value)}>
            <option value="">{t.drawer.all}</option>
            {levels.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        )}
      </div>
      <ol ref={list} tabIndex={0} aria-label={t.drawer.log} className="min-h-0 flex-1 overflow-auto rounded-md border border-line bg-page p-2 font-mono text-s leading-5">
        {found.map((line, index) => (
          <li key={index} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            {line.at !== '' && <span className="mr-3 text-muted">{line.at.replace(/^.*T|Z$/g, '').slice(0, 12)}</span>}
            {line.level !== '' && <span className={`mr-3 ${tones[line.level] ?? 'text-muted'}`}>{line.level}</span>}{line.text}
          </li>
        ))}
        {found.length === 0 && <li className="text-muted">{t.drawer.logEmpty}</li>}
      </ol>
    </div>
  );
}
