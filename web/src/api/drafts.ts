// Drafts on the server: the same work from another browser. Only for workflows that are stored.
import { readWorkflow } from '../document/workflow_file';
import type { Doc } from '../document/types';
import { workflowPath } from './client';
import { fields } from './decode';
import { request, sendJson } from './request';

export interface ServerDraft {
  doc: Doc;
  version: number;
  updatedAt: string;
}

export async function fetchDraft(id: string): Promise<ServerDraft> {
  const answer = fields(await request(`${workflowPath(id)}/draft`));
  const { base_version: version, updated_at: updatedAt } = answer;
  return { doc: readWorkflow(answer.document), version: typeof version === 'number' ? version : 0, updatedAt: typeof updatedAt === 'string' ? updatedAt : '' };
}

export async function putDraft(id: string, document: unknown, version: number): Promise<void> {
  await sendJson('PUT', `${workflowPath(id)}/draft`, { base_version: version, document });
}

export async function deleteDraft(id: string): Promise<void> {
  await request(`${workflowPath(id)}/draft`, { method: 'DELETE' });
}
