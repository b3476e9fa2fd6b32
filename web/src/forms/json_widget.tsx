import { useState } from 'react';
import type { Json } from '../document/types';
import type { WidgetProps } from './field';

function parse(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A type of value that this page does not know: as it stands in the file. */
export function JsonWidget({ id, value, onChange, invalid, describedBy }: WidgetProps) {
  const written = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <textarea
      id={id} className="input h-20 resize-y py-2 font-mono text-s" value={draft ?? written} aria-invalid={invalid} aria-describedby={describedBy} spellCheck={false}
      onChange={(event) => {
        setDraft(event.target.value);
        onChange(parse(event.target.value));
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
