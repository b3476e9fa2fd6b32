// Drafts on the server: work that is not stored, one of each browser. Only for workflows that are stored.
import { readWorkflow } from '../document/workflow_file';
import type { Doc } from '../document/types';
import { workflowPath } from './client';
import { fields, text } from './decode';
import { request, sendJson } from './request';

export interface DraftInfo {
  /** The browser that keeps it. */
  keeper: string;
  /** Who was logged in there; empty where nobody is asked for a log-in. */
  author: string;
  /** The version that it was made from. */
  version: number;
  updatedAt: string;
}

const draftPath = (id: string, keeper: string) => `${workflowPath(id)}/draft?keeper=${encodeURIComponent(keeper)}`;

function decodeInfo(value: unknown): DraftInfo {
  const { keeper, author, base_version: version, updated_at: updatedAt } = fields(value);
  return { keeper: text(keeper), author: text(author), version: typeof version === 'number' ? version : 0, updatedAt: text(updatedAt) };
}

export async function fetchDrafts(id: string): Promise<DraftInfo[]> {
  const { drafts } = fields(await request(`${workflowPath(id)}/drafts`));
  return Array.isArray(drafts) ? drafts.map(decodeInfo) : [];
}

export async function fetchDraft(id: string, keeper: string): Promise<Doc> {
  return readWorkflow(fields(await request(draftPath(id, keeper))).document);
}

export async function putDraft(id: string, keeper: string, document: unknown, version: number): Promise<void> {
  await sendJson('PUT', draftPath(id, keeper), { base_version: version, document });
}

export async function deleteDraft(id: string, keeper: string): Promise<void> {
  await request(draftPath(id, keeper), { method: 'DELETE' });
}
