import { PenTool } from 'lucide-react';
import { Suspense, useState } from 'react';
import { PointsDialog } from '../../parts';
import { t } from '../../texts';
import type { WidgetProps } from '../field';
import { shown } from '../option_value';
import { pointsOf, valueOf } from './shape';
import { ShapeDrawing } from './shape_drawing';

/** A line or an area: a small drawing of it, and a way to draw it on a still of what comes into the node. */
export function PointsWidget({ id, option, value, onChange, describedBy, context }: WidgetProps) {
  const [open, setOpen] = useState(false);
  const points = pointsOf(value) ?? [];
  const rule = option.points;
  if (rule === null) return null;
  return (
    <div className="flex items-center gap-3">
      <span className="points-small"><ShapeDrawing points={points} shape={rule.shape} /></span>
      <span className="figures min-w-0 flex-1 text-muted">{points.length === 0 ? t.form.points.none : shown(option, value)}</span>
      <button type="button" id={id} className="button" aria-labelledby={`${id} ${id}-label`} aria-describedby={describedBy} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <PenTool size="1rem" aria-hidden />{points.length === 0 ? t.form.points.draw : t.form.points.change}
      </button>
      {open && (
        <Suspense>
          <PointsDialog
            points={points} rule={rule} required={option.required} origin={context.picture}
            onClose={() => setOpen(false)}
            onDone={(drawn) => {
              setOpen(false);
              onChange(drawn.length === 0 ? undefined : valueOf(drawn));
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
