import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../texts';

/** A shell command to take along. */
export function CopyCommand({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard.writeText(command).then(
      () => setCopied(true),
      // Forbidden by the browser: the text can still be marked by hand.
      () => undefined,
    );
  };
  return (
    <div className="flex items-start rounded-md border border-line bg-page text-left">
      <pre className="min-w-0 flex-1 overflow-x-auto whitespace-pre px-3 py-2.5 font-mono text-s text-text">{command}</pre>
      <button type="button" onClick={copy} className="button button-quiet shrink-0 px-0" aria-label={copied ? t.app.copied : t.app.copy}>
        {copied ? <Check size="1rem" /> : <Copy size="1rem" />}
      </button>
    </div>
  );
}
