import { Gauge, LoaderCircle, RotateCw } from 'lucide-react';
import type { ModelInfo } from '../api/models';
import { measure, useMeasuring, useOutcome } from '../state/measuring';
import { t } from '../texts';
import { speedWords } from './speed_words';

interface MeasureButtonProps {
  model: ModelInfo;
  /** 'short': beside a figure, in a column that says what is measured. */
  face?: 'full' | 'short';
  className?: string;
}

/** Measures a model on this machine. While it does the button keeps the focus, and those of other models rest. */
export function MeasureButton({ model, face = 'full', className = 'button' }: MeasureButtonProps) {
  const running = useMeasuring((state) => state.running);
  const mine = running === model.name;
  const again = model.measured !== null;
  const Icon = mine ? LoaderCircle : again ? RotateCw : Gauge;
  const full = mine ? t.models.measuring : again ? t.models.measureAgain : t.models.measure;
  const short = again ? '' : t.models.measureShort;
  const shown = face === 'full' ? full : short;
  return (
    <>
      <button type="button" className={`${className} ${shown === '' ? 'px-0' : ''}`} title={t.models.measureHelp} aria-label={t.models.measureOf(full, model.name)}
        disabled={running !== '' && !mine} aria-disabled={mine} onClick={() => void measure(model.name)}>
        <Icon size="0.875rem" className={mine ? 'animate-spin' : ''} aria-hidden />{shown}
      </button>
      <Announcement model={model} mine={mine} />
    </>
  );
}

/** For who does not see the figure change. */
function Announcement({ model, mine }: { model: ModelInfo; mine: boolean }) {
  const speed = useOutcome(model.name)?.speed ?? null;
  return <span role="status" className="sr-only">{mine ? t.models.measureOf(t.models.measuring, model.name) : speed === null ? '' : t.models.takes(model.name, speedWords(speed))}</span>;
}
