import { useState } from 'react';
import { prefer } from '../state/preferences';
import { t } from '../texts';
import { useNarrow } from '../ui/use_narrow';
import { covers } from './canvas/covers';

/** On a lower screen the nodes would be too small beside it. */
const roomyPx = 700;

/** Four steps at most, beside the canvas rather than over it; it never comes back by itself. */
export function Tour({ running }: { running: boolean }) {
  const [step, setStep] = useState(0);
  // Nodes keep clear of it where there is room.
  const covering = useNarrow() || window.innerHeight >= roomyPx;
  const steps = t.tour.steps;
  const [title, text] = steps[step] ?? ['', ''];
  const done = () => prefer({ toured: true });
  return (
    <section ref={covering ? covers.bottom : null} aria-label={t.tour.title} data-running={running} className="panel absolute bottom-16 left-3 z-[7] w-72 max-w-[calc(100%-1.5rem)] p-4 shadow-xl">
      <p className="text-s text-muted">{t.tour.step(step + 1, steps.length)}</p>
      <h2 className="font-semibold">{title}</h2>
      <p className="mt-1 text-muted">{text}</p>
      <div className="mt-3 flex gap-2">
        <button type="button" className="button button-quiet px-2" onClick={done}>{t.tour.skip}</button>
        <span className="flex-1" />
        {step > 0 && <button type="button" className="button" onClick={() => setStep(step - 1)}>{t.tour.back}</button>}
        <button type="button" className="button button-primary" onClick={() => (step + 1 < steps.length ? setStep(step + 1) : done())}>{step + 1 < steps.length ? t.tour.next : t.tour.done}</button>
      </div>
    </section>
  );
}
