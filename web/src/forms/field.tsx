import { CircleAlert, RotateCcw, Zap } from 'lucide-react';
import { useId, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { Option } from '../api/node_types';
import type { Json } from '../document/types';
import { t } from '../texts';
import { complaint, isBounded, isNumeric, shown, titleOf } from './option_value';
import { isTyping } from '../ui/use_keys';
import { enters, WayBack } from './way_back';
import { widgetFor } from './widgets';
import type { PictureOrigin } from './points/use_still';

/** What a widget may ask of the world around its node. */
export interface FieldContext {
  /** Classes that the model in question knows; empty while nobody knows. */
  classes: string[];
  /** The workflow runs: live settings apply at once, others wait for a start. */
  running: boolean;
  /** The node itself does not run yet: all of its settings wait. */
  waits: boolean;
  /** Where a still of what comes into the node can be had. */
  picture: PictureOrigin;
}

export interface WidgetProps {
  id: string;
  option: Option;
  /** The value that holds: the default where none is given. */
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  invalid: boolean;
  /** What the field itself says is wrong. */
  fault: string | null;
  describedBy: string;
  context: FieldContext;
}

interface FieldProps {
  option: Option;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  /** The server's word on this option. */
  problem: string | null;
  /** How the value stands to what runs. */
  note?: ReactNode;
  context: FieldContext;
}

/** One option: its name, the widget of its type, help, range, default and what is wrong, in one shape for all. */
export function Field({ option, value, onChange, problem, note, context }: FieldProps) {
  const id = useId();
  const Widget = widgetFor(option);
  const fault = complaint(option, value) ?? problem;
  const [way] = useState(() => new WayBack());
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) way.keep();
  };
  const change = (next: Json | undefined) => {
    if (isTyping(document.activeElement)) way.changing(value);
    else way.keep();
    onChange(next);
  };
  /** Escape leaves the field and gives back what was there before it was typed over. What was slid or ticked was done at once, a step
      at a time: undo has it. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || !currentTarget.contains(target)) return;
    if (enters(event, target instanceof HTMLTextAreaElement)) way.keep();
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    const before = isTyping(target) ? way.take() : null;
    if (before !== null) onChange(before.value);
    target.blur();
  };
  return (
    <div className="field" data-option={option.name} onFocus={onFocus} onKeyDown={onKeyDown}>
      <div className="flex min-h-6 items-center gap-2">
        <label htmlFor={id} id={`${id}-label`} className="font-medium">{titleOf(option.name)}</label>
        {option.required && <span className="text-s text-muted">{t.inspector.required}</span>}
        <LiveMark option={option} context={context} />
        {value !== undefined && !option.required && (
          <button type="button" className="ml-auto grid h-6 w-9 place-items-center rounded text-muted hover:bg-raised hover:text-text"
            aria-label={t.inspector.reset(shown(option, option.fallback ?? undefined))} title={t.inspector.reset(shown(option, option.fallback ?? undefined))} onClick={() => onChange(undefined)}>
            <RotateCcw size="0.875rem" aria-hidden />
          </button>
        )}
      </div>
      <Widget id={id} option={option} value={value ?? option.fallback ?? undefined} onChange={change} invalid={fault !== null} fault={fault} describedBy={`${id}-help`} context={context} />
      {note}
      <div id={`${id}-help`} className="text-s text-muted">
        {fault !== null && <Fault>{fault}</Fault>}
        <p>{option.doc}<Range option={option} /></p>
        {option.help !== '' && <p>{option.help}</p>}
      </div>
    </div>
  );
}

function LiveMark({ option, context: { running, waits } }: { option: Option; context: FieldContext }) {
  if (option.live && !(running && waits)) return <span title={t.inspector.liveHelp} className="inline-flex items-center gap-0.5 text-s text-running"><Zap size="0.75rem" aria-hidden />{t.inspector.live}</span>;
  return running ? <span className="text-s text-muted">{t.inspector.restarts}</span> : null;
}

export function Fault({ children }: { children: ReactNode }) {
  return <p role="alert" className="mb-0.5 flex items-start gap-1 text-error"><CircleAlert size="0.875rem" className="mt-px shrink-0" aria-hidden /><span className="min-w-0 [overflow-wrap:anywhere]">{children}</span></p>;
}

function Range({ option }: { option: Option }) {
  const parts = [
    ...(isNumeric(option) && isBounded(option) ? [t.inspector.range(shown(option, option.min), shown(option, option.max))] : []),
    ...(option.fallback === null || option.required ? [] : [t.inspector.default(shown(option, option.fallback))]),
  ];
  return parts.length === 0 ? null : <>{option.doc === '' ? '' : '. '}<span className="whitespace-nowrap">{parts.join(' · ')}</span></>;
}
