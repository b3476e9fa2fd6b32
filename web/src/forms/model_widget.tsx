import { Check, ChevronDown } from 'lucide-react';
import * as Popover from '@radix-ui/react-popover';
import { useEffect, useState } from 'react';
import type { ModelInfo } from '../api/models';
import { useMay } from '../auth/session';
import { bytes, figure } from '../lib/format';
import { forgetOutcome, useMeasuring, useOutcome } from '../state/measuring';
import { useUnfit } from '../state/model_fit';
import { useModels } from '../state/queries';
import { t } from '../texts';
import { CopyCommand } from '../ui/copy_command';
import { MeasureButton } from '../ui/measure_button';
import { ModelsLink } from '../ui/models_link';
import { speedWords } from '../ui/speed_words';
import { Fault, type WidgetProps } from './field';

/** What is installed with its licence and speed; what is not says how to get it. */
export function ModelWidget({ id, value, onChange, invalid, describedBy }: WidgetProps) {
  const { data: models = [] } = useModels();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const unfit = useUnfit(models, open);
  const name = typeof value === 'string' ? value : '';
  const chosen = models.find((model) => model.name === name);
  const found = models.filter((model) => `${model.name} ${model.task} ${model.licence} ${model.family}`.toLowerCase().includes(words.trim().toLowerCase()));
  const pick = (picked: string) => {
    onChange(picked);
    setOpen(false);
    setWords('');
  };
  return (
    <>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger id={id} className="input flex items-center gap-2 text-left" aria-invalid={invalid} aria-describedby={describedBy}>
          <span className="min-w-0 flex-1 truncate">{name === '' ? t.form.chooseModel : name}</span>
          <ChevronDown size="1rem" className="shrink-0 text-muted" aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content aria-label={t.form.chooseModel} align="start" sideOffset={4} collisionPadding={8} className="z-50 flex max-h-[min(26rem,var(--radix-popover-content-available-height))] w-[min(24rem,calc(100vw-1rem))] flex-col rounded-lg border border-line bg-surface shadow-xl">
            <div className="p-2"><input className="input w-full" placeholder={t.models.search} aria-label={t.models.search} value={words} onChange={(event) => setWords(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && words.trim() !== '' && pick(found.find((model) => !unfit.has(model.name))?.name ?? words.trim())} /></div>
            <ul className="overflow-y-auto p-1 pt-0">
              {found.map((model) => <ModelRow key={model.name} model={model} unfit={unfit.get(model.name)} chosen={model.name === name} onPick={pick} />)}
              {found.length === 0 && <li className="px-2 py-3 text-muted">{t.models.none}</li>}
            </ul>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {chosen !== undefined && <p className="text-s text-muted">{modelFacts(chosen)}</p>}
      {chosen?.installed === true && <FirstMeasurement key={name} model={chosen} />}
      {chosen !== undefined && !chosen.installed && (
        <div className="flex flex-col gap-1.5"><Fault>{t.form.modelMissing(name)} <ModelsLink /></Fault><p className="text-s text-muted">{t.form.modelHow}</p><CopyCommand command={chosen.howToGet} /></div>
      )}
    </>
  );
}

/** Of a model without a figure; stays when it has one, so that the focus does. */
function FirstMeasurement({ model }: { model: ModelInfo }) {
  const outcome = useOutcome(model.name);
  const running = useMeasuring((state) => state.running === model.name);
  useEffect(() => forgetOutcome, []);
  if (!useMay('editor') || (model.measured !== null && outcome === null && !running)) return null;
  return (
    <div className="flex flex-col gap-1.5 text-s">
      <MeasureButton model={model} className="button self-start px-2 text-s" />
      {outcome !== null && outcome.fault !== '' && <Fault>{outcome.fault}</Fault>}
    </div>
  );
}

interface ModelRowProps {
  model: ModelInfo;
  chosen: boolean;
  /** Why no node can run it. */
  unfit: string | undefined;
  onPick: (name: string) => void;
}

function ModelRow({ model, chosen, unfit, onPick }: ModelRowProps) {
  return (
    <li>
      <button type="button" disabled={unfit !== undefined} className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left enabled:hover:bg-raised disabled:cursor-not-allowed disabled:text-muted" onClick={() => onPick(model.name)}>
        <Check size="1rem" aria-hidden className={`mt-0.5 shrink-0 ${chosen ? 'text-accent' : 'invisible'}`} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{model.name}{!model.installed && <span className="ml-2 text-s font-normal text-warning">{t.form.notInstalled}</span>}</span>
          <span className="block text-s text-muted">{modelFacts(model)}</span>
          {unfit !== undefined && <span className="block text-s text-warning [overflow-wrap:anywhere]">{unfit.split(';')[0]}</span>}
        </span>
      </button>
    </li>
  );
}

/** "detect · 512 px · 2.0 M · 8.2 MB · MIT · 27 ms on cpu" */
export function modelFacts(model: ModelInfo): string {
  return [
    model.task || model.family,
    model.inputSize > 0 ? `${model.inputSize} px` : '',
    model.parametersMillions > 0 ? t.models.million(figure(model.parametersMillions)) : '',
    model.fileBytes > 0 ? bytes(model.fileBytes) : '',
    model.licence,
    model.measured === null ? '' : speedWords(model.measured),
  ].filter((part) => part !== '').join(' · ');
}
