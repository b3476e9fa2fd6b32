import { workflowPath } from './client';
import type { Json } from '../document/types';
import { sendJson } from './request';

/** Changes live settings of a running node: the next frames obey them. */
export async function setLiveOptions(workflow: string, node: string, options: Readonly<Record<string, Json>>): Promise<void> {
  await sendJson('PATCH', `${workflowPath(workflow)}/nodes/${encodeURIComponent(node)}/options`, options);
}
