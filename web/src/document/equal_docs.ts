import { writeWorkflow } from './workflow_file';
import type { Doc } from './types';

/** Two documents are equal when their files are. */
export function equalDocs(a: Doc, b: Doc): boolean {
  return a === b || writeWorkflow(a) === writeWorkflow(b);
}
