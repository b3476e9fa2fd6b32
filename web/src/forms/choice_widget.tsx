import type { WidgetProps } from './field';

const buttonsMax = 4;
const lettersMax = 30;

/** A few short choices lie open; more of them are a list. */
export function ChoiceWidget({ id, option, value, onChange, invalid, describedBy }: WidgetProps) {
  const chosen = typeof value === 'boolean' ? (value ? 'on' : 'off') : typeof value === 'string' ? value : '';
  const open = option.choices.length <= buttonsMax && option.choices.join('').length <= lettersMax;
  if (!open) {
    return (
      <select id={id} className="input" value={chosen} aria-invalid={invalid} aria-describedby={describedBy} onChange={(event) => onChange(event.target.value)}>
        {!option.choices.includes(chosen) && <option value={chosen}>{chosen}</option>}
        {option.choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
      </select>
    );
  }
  return (
    <div id={id} role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={describedBy} className="flex rounded-md border border-line bg-page p-0.5">
      {option.choices.map((choice) => (
        <label key={choice} className="segment">
          <input type="radio" name={id} className="sr-only" checked={choice === chosen} onChange={() => onChange(choice)} />
          {choice}
        </label>
      ))}
    </div>
  );
}
