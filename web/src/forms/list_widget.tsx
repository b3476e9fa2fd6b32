import { Search, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Option } from '../api/node_types';
import { t } from '../texts';
import type { WidgetProps } from './field';
import { listOf } from './option_value';

/** All that a common model knows; of a longer list the rest is found by its letters. */
const offeredMax = 200;
/** An option whose type or name says so is about the model's classes. */
const aboutClasses = (option: Option) => option.type === 'class_list' || /^(classes|exclude)$/.test(option.name);

/** Words as chips; for classes with a list to pick from. */
export function ListWidget({ id, option, value, onChange, invalid, describedBy, context }: WidgetProps) {
  const chosen = listOf(value);
  const [words, setWords] = useState('');
  const known = aboutClasses(option) ? context.classes : [];
  const found = known.filter((name) => !chosen.includes(name) && name.toLowerCase().includes(words.trim().toLowerCase()));
  const set = (items: string[]) => onChange(items.length === 0 ? undefined : items);
  const add = (item: string) => {
    setWords('');
    if (item !== '' && !chosen.includes(item)) set([...chosen, item]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add(found[0] !== undefined && words !== '' ? found[0] : words.trim());
    } else if (event.key === 'Escape' && words !== '') {
      event.preventDefault();  // the half word goes first, then the field
      setWords('');
    } else if (event.key === 'Backspace' && words === '') {
      set(chosen.slice(0, -1));
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {chosen.map((item) => (
            <li key={item} className="flex min-h-8 items-center rounded-md border border-line bg-raised pl-2.5">
              {item}
              <button type="button" className="grid h-8 w-8 place-items-center rounded-md text-muted hover:text-text" aria-label={t.form.removeItem(item)} onClick={() => set(chosen.filter((each) => each !== item))}>
                <X size="0.875rem" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className="relative">
        <Search size="1rem" className="pointer-events-none absolute left-2.5 top-2.5 text-muted" aria-hidden />
        <input id={id} className="input w-full pl-8" value={words} placeholder={known.length > 0 ? t.form.searchClasses : option.placeholder || t.form.addItem}
          aria-invalid={invalid} aria-describedby={describedBy} onChange={(event) => setWords(event.target.value)} onKeyDown={onKeyDown} onBlur={() => add(words.trim())} autoComplete="off" />
      </span>
      {known.length > 0 && <Offered names={found} onPick={add} />}
      {aboutClasses(option) && known.length === 0 && <p className="text-s text-muted">{t.form.classesUnknown}</p>}
    </div>
  );
}

function Offered({ names, onPick }: { names: string[]; onPick: (name: string) => void }) {
  return (
    <ul className="flex max-h-28 flex-wrap gap-1 overflow-y-auto rounded-md border border-line bg-page p-1" aria-label={t.form.searchClasses}>
      {names.slice(0, offeredMax).map((name) => (
        <li key={name}>
          {/* The input loses its focus only after this: else its words would be added first. */}
          <button type="button" className="h-7 rounded px-2 text-s hover:bg-raised" onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(name)}>{name}</button>
        </li>
      ))}
      {names.length > offeredMax && <li className="self-center px-2 text-s text-muted">{t.form.moreClasses(names.length - offeredMax)}</li>}
    </ul>
  );
}
