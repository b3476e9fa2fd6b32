import { toastPlace } from '../shell/toast_place';
import { RunNotice } from './run_notice';

/** What is said over the canvas, one below the other: notices that stay, then messages that pass. Its bottom belongs to tools and panels. */
export function CanvasTop({ id, onProblems }: { id: string; onProblems: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-3 top-14 flex flex-col gap-2 sm:top-3">
      <RunNotice id={id} onProblems={onProblems} />
      <div ref={toastPlace} />
    </div>
  );
}
