// Drafts on the server: the same work from another browser. Only for workflows that are stored.
import { readWorkflow } from '../document/workflow_file';
import type { Doc } from '../document/types';
import { workflowPath } from './client';
import { fields } from './decode';
import { ApiError } from './problem';
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

/** Where there is one: it gets the name, and goes on from version `to` where it began with `from`. */
export async function renameDraft(id: string, name: string, from: number, to: number): Promise<void> {
  try {
    const answer = fields(await request(`${workflowPath(id)}/draft`));
    await putDraft(id, { ...fields(answer.document), name }, answer.base_version === from ? to : Number(answer.base_version));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;  // there is none, or nobody keeps any
  }
}

export async function putDraft(id: string, document: unknown, version: number): Promise<void> {
  await sendJson('PUT', `${workflowPath(id)}/draft`, { base_version: version, document });
}

export async function deleteDraft(id: string): Promise<void> {
  await request(`${workflowPath(id)}/draft`, { method: 'DELETE' });
}
