import { asApiError } from '../api/problem';
import { DocumentError, type FileRemarks } from '../document/file_faults';
import { t } from '../texts';
import { say } from './toasts';

const saidMax = 3;

/** Why a text is no workflow; of broken YAML, and of what would be lost, with line and column. */
export function readFault(error: unknown): string {
  if (error instanceof DocumentError) {
    const said = error.faults.slice(0, saidMax).map(({ kind, place, at }) => t.create.fault(place, t.create.faults[kind], at));
    const more = error.faults.length - said.length;
    return [...said, ...(more > 0 ? [t.create.moreFaults(more)] : [])].join(' ');
  }
  if (error instanceof Error && error.name === 'YAMLParseError') return t.create.broken((error.message.split('\n')[0] ?? '').replace(/[:.\s]+$/, ''));
  return asApiError(error).message;
}

/** What of a file that was read is not kept; empty for nothing. */
export function readRemarks({ twice, commentLine }: FileRemarks): string {
  const said = twice.slice(0, saidMax).map(({ place, line }) => t.create.twice(place, line));
  const more = twice.length - said.length;
  return [...said, ...(more > 0 ? [t.create.moreDoubles(more)] : []), ...(commentLine === null ? [] : [t.create.comments(commentLine)])].join(' ');
}

/** Beside what was made of it. */
export function sayRemarks(remarks: FileRemarks): void {
  const text = readRemarks(remarks);
  if (text !== '') say(text);
}
