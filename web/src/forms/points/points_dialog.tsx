import { Plus, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useReducer, useRef, type Dispatch } from 'react';
import type { PointsRule } from '../../api/node_types';
import type { Point } from '../../document/types';
import { t } from '../../texts';
import { Dialog } from '../../ui/dialog';
import { IconButton } from '../../ui/icon_button';
import { Fault } from '../field';
import { pointsFault } from '../option_value';
import { beginDrawing, drawn, isFull, nextPoint, pointsIn, type Change, type Drawing } from './drawing';
import { PointsPicture } from './points_picture';
import { faultOf } from './shape';
import { StillBar } from './still_bar';
import { useDrawingKeys } from './use_drawing_keys';
import { useStill, type PictureOrigin } from './use_still';

interface PointsDialogProps {
  points: readonly Point[];
  rule: PointsRule;
  required: boolean;
  origin: PictureOrigin;
  onClose: () => void;
  onDone: (points: readonly Point[]) => void;
}

/** Draws a line or an area on a picture. Nothing is changed before it is done. */
export default function PointsDialog({ points: before, rule, required, origin, onClose, onDone }: PointsDialogProps) {
  const [drawing, change] = useReducer(drawn, null, () => beginDrawing(before, rule));
  const still = useStill(origin);
  const picture = useRef<HTMLDivElement>(null);
  const points = pointsIn(drawing);
  const fault = points.length === 0 && !required ? null : faultOf(points, rule);
  /** The point that was added or that comes next has the focus, for the keys. */
  const goTo = (index: number) => setTimeout(() => picture.current?.querySelector<HTMLElement>(`[data-point="${index}"]`)?.focus({ preventScroll: true }));
  const add = () => {
    if (isFull(drawing)) return;
    const next = nextPoint(drawing);
    change({ kind: 'insert', ...next });
    goTo(next.index);
  };
  const remove = (index: number) => {
    change({ kind: 'remove', index });
    goTo(Math.min(index, points.length - 2));
  };
  useDrawingKeys(drawing, change, add, remove);
  return (
    <Dialog title={rule.shape === 'line' ? t.form.points.line : t.form.points.area} text={t.form.points.help} shape="wide" onClose={onClose}>
      <div className="flex flex-col gap-3">
        <PointsPicture ref={picture} drawing={drawing} still={still} wrong={fault?.kind === 'crossing' ? [fault.sides[0] - 1, fault.sides[2] - 1] : []} onChange={change} onRemove={remove} />
        <StillBar still={still} />
        <Tools drawing={drawing} onChange={change} onAdd={add} onRemove={remove} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {/* Room for words, so that the picture stays where it is under the pointer. */}
          <div className="min-h-[3.75rem] min-w-0 flex-[1_1_14rem] sm:min-h-5" aria-live="polite">{fault === null ? <p className="text-muted">{state(drawing)}</p> : <Fault>{pointsFault(fault, rule)}</Fault>}</div>
          <div className="ml-auto flex gap-2">
            <button type="button" className="button" onClick={onClose}>{t.form.points.cancel}</button>
            <button type="button" className="button button-primary" disabled={fault !== null} onClick={() => onDone(points)}>{t.form.points.done}</button>
          </div>
        </div>
        <p className="hidden text-s text-muted sm:block">{t.form.points.keys}</p>
      </div>
    </Dialog>
  );
}

function state(drawing: Drawing): string {
  const count = pointsIn(drawing).length;
  const words = t.form.points.state;
  if (count === 0) return words.none;
  return `${words[drawing.rule.shape](count)}${isFull(drawing) ? ` ${t.form.points.full(drawing.rule.max)}` : ''}`;
}

interface ToolsProps {
  drawing: Drawing;
  onChange: Dispatch<Change>;
  onAdd: () => void;
  onRemove: (index: number) => void;
}

/** All that pointer and keys do, for whoever has neither at hand. */
function Tools({ drawing, onChange, onAdd, onRemove }: ToolsProps) {
  const { chosen, history } = drawing;
  return (
    <div role="group" aria-label={t.form.points.tools} className="flex flex-wrap gap-2">
      <button type="button" className="button" autoFocus disabled={isFull(drawing)} aria-keyshortcuts="a" onClick={onAdd}><Plus size="1rem" aria-hidden />{t.form.points.add}</button>
      <button type="button" className="button" disabled={chosen === null} aria-keyshortcuts="Delete" onClick={() => chosen !== null && onRemove(chosen)}><Trash2 size="1rem" aria-hidden />{t.form.points.remove}</button>
      <button type="button" className="button" disabled={history.doc.length === 0} onClick={() => onChange({ kind: 'clear' })}>{t.form.points.clear}</button>
      <span className="ml-auto flex">
        <IconButton label={t.form.points.undo} shortcut="Ctrl+Z" icon={Undo2} disabled={history.past.length === 0} onClick={() => onChange({ kind: 'undo' })} />
        <IconButton label={t.form.points.redo} shortcut="Ctrl+Shift+Z" icon={Redo2} disabled={history.future.length === 0} onClick={() => onChange({ kind: 'redo' })} />
      </span>
    </div>
  );
}
