import { t } from '../texts';
import type { WidgetProps } from './field';
import { flagOf } from './option_value';

export function FlagWidget({ id, value, onChange, describedBy }: WidgetProps) {
  const on = flagOf(value);
  return (
    <button type="button" id={id} role="switch" aria-checked={on} aria-describedby={describedBy} onClick={() => onChange(!on)} className="flex h-9 items-center gap-2 self-start rounded-md pr-2">
      <span className={`flex h-5 w-9 items-center rounded-full border p-0.5 transition-colors ${on ? 'border-accent bg-accent' : 'border-muted bg-raised'}`}>
        <i className={`h-3.5 w-3.5 rounded-full transition-transform ${on ? 'translate-x-4 bg-on-accent' : 'bg-muted'}`} />
      </span>
      <span aria-hidden>{on ? t.form.on : t.form.off}</span>
    </button>
  );
}
