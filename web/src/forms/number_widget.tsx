import { useState } from 'react';
import type { WidgetProps } from './field';
import { isBounded, numberOf, slides, stepOf } from './option_value';

/** A slider beside the figure where a person would slide. The figure takes any text: what is wrong with it is said below. */
export function NumberWidget(props: WidgetProps) {
  const { option, value, onChange, id } = props;
  const number = numberOf(option, value);
  const step = stepOf(option);
  return (
    <div className="flex items-center gap-3">
      {slides(option) && (
        <input
          type="range" className="slider min-w-0 flex-1" min={option.min ?? 0} max={option.max ?? 1} step={step} value={number ?? option.min ?? 0}
          aria-labelledby={`${id}-label`} onChange={(event) => onChange(Number(event.target.value))}
        />
      )}
      <Figure {...props} number={number} step={step} wide={!slides(option)} />
      {option.choices.length > 0 && !slides(option) && <Suggestions {...props} />}
    </div>
  );
}

function Figure({ id, option, value, onChange, invalid, describedBy, number, step, wide }: WidgetProps & { number: number | null; step: number; wide: boolean }) {
  const written = number === null ? (typeof value === 'string' ? value : '') : String(Number(number.toPrecision(10)));
  const [draft, setDraft] = useState<string | null>(null);
  const take = (text: string) => {
    setDraft(text);
    if (text.trim() === '') onChange(undefined);
    else onChange(numberOf(option, text) ?? text);
  };
  const nudge = (direction: number) => {
    const next = Number(((number ?? 0) + direction * step).toPrecision(10));
    setDraft(null);
    onChange(isBounded(option) ? Math.min(option.max ?? next, Math.max(option.min ?? next, next)) : next);
  };
  return (
    <span className={`relative ${wide ? 'flex-1' : 'w-24 shrink-0'}`}>
      <input
        id={id} inputMode="decimal" className="input figures w-full pr-8" value={draft ?? written} aria-invalid={invalid} aria-describedby={describedBy} autoComplete="off"
        onChange={(event) => take(event.target.value)}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          nudge(event.key === 'ArrowUp' ? 1 : -1);
        }}
      />
      {option.unit !== '' && <span className="pointer-events-none absolute right-2 top-2 text-s leading-5 text-muted">{option.unit}</span>}
    </span>
  );
}

function Suggestions({ option, onChange }: WidgetProps) {
  return (
    <span className="flex gap-1">
      {option.choices.map((choice) => (
        <button key={choice} type="button" className="button px-2 text-s" onClick={() => onChange(numberOf(option, choice) ?? choice)}>{choice}</button>
      ))}
    </span>
  );
}
