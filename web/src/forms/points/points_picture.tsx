import { useState, type Dispatch, type Ref } from 'react';
import { figure1 } from '../../lib/format';
import { t } from '../../texts';
import { pointsIn, type Change, type Drawing } from './drawing';
import { ShapeDrawing } from './shape_drawing';
import { usePointer } from './use_pointer';
import type { Still } from './use_still';

interface PointsPictureProps {
  ref: Ref<HTMLDivElement>;
  drawing: Drawing;
  still: Still;
  wrong: readonly number[];
  onChange: Dispatch<Change>;
  onRemove: (index: number) => void;
}

/** The picture with the shape on it. Points are buttons, so that Tab reaches them and a finger hits them. */
export function PointsPicture({ ref, drawing, still, wrong, onChange, onRemove }: PointsPictureProps) {
  const [ratio, setRatio] = useState(16 / 9);
  const points = pointsIn(drawing);
  const pointer = usePointer(drawing, onChange, onRemove);
  return (
    <div ref={ref} role="group" aria-label={t.form.points.picture} className="points-picture" style={{ aspectRatio: ratio, width: `min(100%, calc((100dvh - 23rem) * ${ratio}))` }} {...pointer}>
      {still.url !== '' && (
        <img src={still.url} alt="" draggable={false} className="points-still" onError={still.onError}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            still.onLoad();
            if (naturalHeight > 0) setRatio(naturalWidth / naturalHeight);
          }} />
      )}
      <ShapeDrawing points={points} shape={drawing.rule.shape} wrong={wrong} />
      {points.map(({ x, y }, index) => (
        <button key={index} type="button" data-point={index} className="points-point" style={{ left: `${100 * x}%`, top: `${100 * y}%` }}
          aria-label={t.form.points.point(index + 1, points.length, `${figure1(100 * x)} %`, `${figure1(100 * y)} %`)} aria-pressed={drawing.chosen === index} onFocus={() => onChange({ kind: 'choose', index })}>
          <span>{index + 1}</span>
        </button>
      ))}
    </div>
  );
}
