// Stored workflows: whole documents in and out, with the version that they are.
import { readWorkflow } from '../document/workflow_file';
import type { Doc } from '../document/types';
import { workflowPath } from './client';
import { decodeWorkflowSummary } from './decode';
import { partInOrder } from './in_order';
import { request, requestText, sendYaml } from './request';
import type { WorkflowSummary } from './types';

export interface WorkflowRecord extends WorkflowSummary {
  doc: Doc;
}

export async function fetchRecord(id: string): Promise<WorkflowRecord> {
  const { body } = await requestText(workflowPath(id));
  const answer: unknown = JSON.parse(body);
  const doc = readWorkflow(await partInOrder(body, 'workflow', answer));
  const summary = decodeWorkflowSummary(answer);
  return { ...summary, doc: doc.name === '' ? { ...doc, name: summary.name } : doc };
}

/** Stores the next version. With `version`, fails with 412 when somebody else has stored one since. */
export async function storeVersion(id: string, yaml: string, version: number | null): Promise<WorkflowSummary> {
  const answer = await sendYaml('PUT', workflowPath(id), yaml, version === null ? {} : { 'If-Match': `"${version}"` });
  return decodeWorkflowSummary(answer);
}

/** What is stored, under a name and an id of its own; with passwords, which no document that comes to the page has. */
export async function copyStored(id: string): Promise<WorkflowSummary> {
  return decodeWorkflowSummary(await request(`${workflowPath(id)}/duplicate`, { method: 'POST' }));
}

/** Takes a removed workflow back, with its versions. */
export async function undeleteWorkflow(id: string): Promise<WorkflowSummary> {
  return decodeWorkflowSummary(await request(`${workflowPath(id)}/undelete`, { method: 'POST' }));
}

export async function removeWorkflow(id: string): Promise<void> {
  await request(workflowPath(id), { method: 'DELETE' });
}
