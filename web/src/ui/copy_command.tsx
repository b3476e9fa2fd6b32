import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../texts';

/** A shell command to take along. */
export function CopyCommand({ command }: { command: string }) {
  const text = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
    } catch {
      // Forbidden by the browser, or not there over plain HTTP: the text is marked, and Ctrl C copies it.
      if (text.current !== null) window.getSelection()?.selectAllChildren(text.current);
    }
  };
  return (
    <div className="flex items-start rounded-md border border-line bg-page text-left">
      <pre ref={text} className="min-w-0 flex-1 whitespace-pre-wrap px-3 [overflow-wrap:anywhere] py-2.5 font-mono text-s text-text">{command}</pre>
      <button type="button" onClick={() => void copy()} className="button button-quiet shrink-0 px-0" aria-label={copied ? t.app.copied : t.app.copy}>
        {copied ? <Check size="1rem" /> : <Copy size="1rem" />}
      </button>
    </div>
  );
}
