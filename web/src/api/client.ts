// The REST calls of the page, typed. Every failure is an ApiError.
import {
  decodeLoadedDevices, decodePerformance, decodeStatusUpdate, decodeSystem, decodeValidation, decodeWorkflowList,
  decodeWorkflowSummary,
} from './decode';
import { request, sendYaml } from './request';
import type { Performance, Preset, StatusUpdate, SystemStats, Validation, WorkflowSummary } from './types';

const base = '/api/workflow-builder';

export const workflowPath = (id: string): string => `${base}/${encodeURIComponent(id)}`;

export async function listWorkflows(): Promise<WorkflowSummary[]> {
  return decodeWorkflowList(await request(base));
}

export async function fetchStatuses(): Promise<StatusUpdate> {
  const update = decodeStatusUpdate(await request(`${base}/status`));
  if (update === null) throw new Error('the answer names no workflows');
  return update;
}

export async function fetchPerformance(): Promise<Performance> {
  return decodePerformance(await request(`${base}/performance`));
}

export async function fetchSystem(): Promise<SystemStats> {
  return decodeSystem(await request('/api/system'));
}

export async function fetchLoadedDevices(): Promise<string> {
  return decodeLoadedDevices(await request('/api/devices'));
}

export async function validateWorkflow(document: string): Promise<Validation> {
  return decodeValidation(await sendYaml('POST', `${base}/validate`, document));
}

/** `id`: the name in addresses; the server makes one from the workflow's name otherwise. */
export async function createWorkflow(document: string, id?: string): Promise<WorkflowSummary> {
  return decodeWorkflowSummary(await sendYaml('POST', id === undefined ? base : `${base}?id=${encodeURIComponent(id)}`, document));
}

export async function stopAllWorkflows(): Promise<void> {
  await request(`${base}/stop-all`, { method: 'POST' });
}

export async function replaceWorkflow(id: string, document: string): Promise<void> {
  await sendYaml('PUT', workflowPath(id), document);
}

export async function executeWorkflow(id: string, preset: Preset | null): Promise<void> {
  const body = JSON.stringify(preset === null ? {} : { preset });
  await request(`${workflowPath(id)}/execute`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}

export async function stopWorkflow(id: string): Promise<void> {
  await request(`${workflowPath(id)}/stop`, { method: 'POST' });
}

export async function resetPerformance(): Promise<void> {
  await request(`${base}/performance/reset`, { method: 'POST' });
}

export function snapshotUrl(workflow: string, node: string): string {
  return `/api/xray/${encodeURIComponent(workflow)}/${encodeURIComponent(node)}.jpg`;
}

/** Absolute: a worker has no page to resolve it against. */
export function liveUrl(workflow: string, node: string): string {
  return webSocketUrl(`/api/ws/xray/${encodeURIComponent(workflow)}/${encodeURIComponent(node)}`);
}

export function webSocketUrl(path: string): string {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** The last frame on an edge, without boxes. */
export function edgePictureUrl(workflow: string, from: string, to: string, width: number): string {
  return `${workflowPath(workflow)}/edges/${encodeURIComponent(from)}/${encodeURIComponent(to)}.jpg?width=${width}`;
}
