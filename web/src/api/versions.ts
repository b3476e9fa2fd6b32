// Versions that were stored before.
import { readWorkflow } from '../document/workflow_file';
import type { Doc } from '../document/types';
import { workflowPath } from './client';
import { fields, text } from './decode';
import { partInOrder } from './in_order';
import { request, requestText } from './request';

export interface VersionInfo {
  version: number;
  storedAt: string;
  by: string;
}


export function decodeVersions(value: unknown): VersionInfo[] {
  const { versions } = fields(value);
  if (!Array.isArray(versions)) return [];
  return versions.map(fields)
    .map((each) => ({ version: typeof each.version === 'number' ? each.version : 0, storedAt: text(each.stored_at) || text(each.created_at) || text(each.updated_at), by: text(each.author) || text(each.by) }))
    .filter((each) => each.version > 0).sort((a, b) => b.version - a.version);
}

export async function fetchVersions(id: string): Promise<VersionInfo[]> {
  return decodeVersions(await request(`${workflowPath(id)}/versions`));
}

export async function fetchVersion(id: string, version: number): Promise<Doc> {
  const { body } = await requestText(`${workflowPath(id)}/versions/${version}`);
  return readWorkflow(await partInOrder(body, 'workflow'));
}
