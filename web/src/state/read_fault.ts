import { asApiError } from '../api/problem';
import { DocumentError, type FileRemarks } from '../document/file_faults';
import { levelsMax } from '../document/too_deep';
import { t } from '../texts';
import { say } from './toasts';

const saidMax = 3;

/** Why a text is no workflow; of broken YAML, and of what would be lost, with line and column. */
export function readFault(error: unknown): string {
  if (error instanceof DocumentError) {
    const said = error.faults.slice(0, saidMax).map(({ kind, place, at }) => (kind === 'deep' ? t.create.tooDeep(levelsMax, at?.line ?? null) : t.create.fault(place, t.create.faults[kind], at)));
    const more = error.faults.length - said.length;
    return [...said, ...(more > 0 ? [t.create.moreFaults(more)] : [])].join(' ');
  }
  if (error instanceof Error && error.name === 'YAMLParseError') return t.create.broken((error.message.split('\n')[0] ?? '').replace(/[:.\s]+$/, ''));
  return asApiError(error).message;
}

/** Some of them, and how many more there are. */
function first<T>(all: readonly T[], words: (each: T) => string): string[] {
  const more = all.length - saidMax;
  return [...all.slice(0, saidMax).map(words), ...(more > 0 ? [t.create.moreEdges(more)] : [])];
}

/** Of a whole workflow edges without an end are kept for the server to name, of a part they are not. */
type Made = 'workflow' | 'part';

/** What of a file that was read is not kept, or not seen; empty for nothing. */
export function readRemarks({ twice, loose, commentLine }: FileRemarks, made: Made = 'workflow'): string {
  return [
    ...first(loose, ({ place, line, node }) => t.create.loose[made](place, line, node)),
    ...first(twice, ({ place, line }) => t.create.twice(place, line)),
    ...(commentLine === null ? [] : [t.create.comments(commentLine)]),
  ].join(' ');
}

/** Beside what was made of it. */
export function sayRemarks(remarks: FileRemarks, made: Made = 'workflow'): void {
  const text = readRemarks(remarks, made);
  if (text !== '') say(text);
}
