import type { ModelInfo } from '../api/models';
import { useMay } from '../auth/session';
import { Fault } from '../forms/field';
import { milliseconds } from '../lib/format';
import { useOutcome } from '../state/measuring';
import { t } from '../texts';
import { MeasureButton } from '../ui/measure_button';

/** In the list: the figure, and the way to one. */
export function SpeedCell({ model }: { model: ModelInfo }) {
  const may = useMay('editor') && model.installed;
  const { measured } = model;
  return (
    <div className="flex items-center justify-end gap-1">
      {measured === null
        ? !may && (model.installed ? t.models.notMeasured : '–')
        : <span className="min-w-0">{t.models.measured(milliseconds(measured.ms), measured.device)}{measured.busy && <span className="block text-s text-muted">{t.models.whileBusy}</span>}</span>}
      {/* Above the row, which is a button as a whole. */}
      {may && <span className="relative z-10 -mr-2 shrink-0"><MeasureButton model={model} face="short" className="button button-quiet" /></span>}
    </div>
  );
}

/** Below the model's row of a list: why it was not measured. */
export function SpeedFault({ name, columns }: { name: string; columns: number }) {
  const fault = useOutcome(name)?.fault ?? '';
  if (fault === '') return null;
  return <tr className="hidden md:table-row"><td colSpan={columns} className="px-3 pb-2 pt-1 text-s"><Fault>{fault}</Fault></td></tr>;
}

/** In the sheet of an installed model. */
export function SpeedMeasurement({ model }: { model: ModelInfo }) {
  const fault = useOutcome(model.name)?.fault ?? '';
  if (!useMay('editor')) return null;
  return (
    <div className="flex flex-col items-start gap-2 text-s">
      <MeasureButton model={model} className="button text-m" />
      {fault !== '' && <Fault>{fault}</Fault>}
      <p className="text-muted">{t.models.measureHelp}</p>
    </div>
  );
}
