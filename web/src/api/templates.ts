// Workflows to begin with, as the server has them.
import { readWorkflow } from '../document/workflow_file';
import type { Doc } from '../document/types';
import { fields, text } from './decode';
import { request } from './request';

export interface ServerTemplate {
  key: string;
  title: string;
  text: string;
  doc: Doc;
}


export function decodeTemplates(value: unknown): ServerTemplate[] {
  const { templates } = fields(value);
  if (!Array.isArray(templates)) return [];
  return templates.map(fields).map((each) => ({ key: text(each.name), title: text(each.title), text: text(each.description), doc: readWorkflow(each.workflow) }));
}

export async function fetchTemplates(): Promise<ServerTemplate[]> {
  return decodeTemplates(await request('/api/workflow-builder/templates'));
}
