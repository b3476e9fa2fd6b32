import type { DiffLine } from '../document/diff';
import { t } from '../texts';

const marks = { same: ' ', out: '−', in: '+' };
/** The letters keep the page's colour: on a tint they must be read in both themes. */
const tones = { same: 'border-transparent text-muted', out: 'border-error bg-error/10 text-text', in: 'border-running bg-running/10 text-text' };

export function DiffView({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <pre className="max-h-96 overflow-auto rounded-md border border-line bg-page py-2 font-mono text-s leading-5" tabIndex={0}>
      {lines.map(({ kind, text }, index) => (
        <div key={index} className={`border-l-4 px-3 ${tones[kind]}`}>
          {kind !== 'same' && <span className="sr-only">{kind === 'in' ? t.versions.added : t.versions.removed} </span>}
          <span aria-hidden>{marks[kind]} </span>{text}
        </div>
      ))}
    </pre>
  );
}
