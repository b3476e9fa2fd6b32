import { useId, useState, type KeyboardEvent } from 'react';
import { idPattern, rename } from '../../document/edits';
import { Fault } from '../../forms/field';
import { t } from '../../texts';
import { currentDoc, edit } from '../editor';

/** The name in the file; edges follow when it changes. */
export function IdField({ id }: { id: string }) {
  const field = useId();
  const [draft, setDraft] = useState(id);
  const taken = draft !== id && currentDoc().nodes.some((node) => node.id === draft);
  const fault = !idPattern.test(draft) ? t.inspector.idHelp : taken ? t.inspector.idTaken : null;
  const keep = () => {
    if (fault === null && draft !== id) edit(t.labels.rename, (doc) => rename(doc, id, draft), { select: [draft] });
  };
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    if (key === 'Enter') keep();
    if (key !== 'Escape') return;
    setDraft(id);
    setTimeout(() => currentTarget.blur());  // by then the former name is back
  };
  return (
    <div className="field">
      <label htmlFor={field} className="font-medium">{t.inspector.id}</label>
      <input id={field} className="input" value={draft} spellCheck={false} aria-invalid={fault !== null} aria-describedby={`${field}-help`} maxLength={64}
        onChange={(event) => setDraft(event.target.value)} onBlur={keep} onKeyDown={onKeyDown} />
      <div id={`${field}-help`} className="text-s text-muted">{fault === null ? t.inspector.idHelp : <Fault>{fault}</Fault>}</div>
    </div>
  );
}
