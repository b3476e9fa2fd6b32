import type { WidgetProps } from './field';

export function TextWidget({ id, value, onChange, invalid, describedBy, option }: WidgetProps) {
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  return (
    <input
      id={id} className="input" value={text} placeholder={option.placeholder} aria-invalid={invalid} aria-describedby={describedBy} spellCheck={false} autoComplete="off"
      onChange={(event) => onChange(event.target.value === '' && !option.required ? undefined : event.target.value)}
    />
  );
}
