// One request to the server. Every failure is an ApiError.
import { sessionEnded } from '../auth/session';
import { asApiError, problemFromBody } from './problem';

const requestTimeoutMs = 20_000;

export interface RequestOptions extends RequestInit {
  timeoutMs?: number;
}

export async function requestText(path: string, { timeoutMs = requestTimeoutMs, ...init }: RequestOptions = {}): Promise<{ body: string; response: Response }> {
  try {
    const response = await fetch(path, { ...init, signal: init.signal ?? AbortSignal.timeout(timeoutMs) });
    const body = await response.text();
    if (response.status === 401) sessionEnded();
    if (!response.ok) throw problemFromBody(response.status, body);
    return { body, response };
  } catch (error) {
    throw asApiError(error);
  }
}

export async function request(path: string, init: RequestOptions = {}): Promise<unknown> {
  const { body } = await requestText(path, init);
  if (body === '') return null;
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw asApiError(error);
  }
}

export function sendJson(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown, timeoutMs?: number): Promise<unknown> {
  return request(path, {
    method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

export function sendYaml(method: 'POST' | 'PUT', path: string, document: string, headers: Record<string, string> = {}): Promise<unknown> {
  return request(path, { method, headers: { 'Content-Type': 'application/yaml', ...headers }, body: document });
}
