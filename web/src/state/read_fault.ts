import { asApiError } from '../api/problem';
import { DocumentError } from '../document/workflow_file';
import { t } from '../texts';

/** Why a text is no workflow; of broken YAML with line and column. */
export function readFault(error: unknown): string {
  if (error instanceof DocumentError) return t.create.invalid;
  if (error instanceof Error && error.name === 'YAMLParseError') return t.create.broken((error.message.split('\n')[0] ?? '').replace(/[:.\s]+$/, ''));
  return asApiError(error).message;
}
