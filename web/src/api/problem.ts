// A request that failed, as a person should read it. The server's errors are RFC 9457 problem documents.
import { decodeValidation, fields } from './decode';
import type { ValidationProblem } from './types';

/** In place of an HTTP status. */
export const noAnswer = 0;

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    message: string,
    /** HTTP status; `noAnswer` when none came. */
    readonly status: number,
    /** "nodes.detect.model"; empty when the whole request is meant. */
    readonly place = '',
    /** A command that puts it right, when the server offers one. */
    readonly command: string | null = null,
    readonly problems: ValidationProblem[] = [],
  ) {
    super(message);
  }
}

/** "get it with: COMMAND, then …", or an overwatch command in quotes or in the sentence. */
const commandsInText = [
  /\bwith: (.+?)(?:, then\b|;|$)/,
  /`(overwatch [^`]+)`|'(overwatch [^']+)'|"(overwatch [^"]+)"/,
  /\b(overwatch (?:models|devices|doctor|run|serve|validate)\b[^\n;,()]*)/,
];

/** The shell command that a message offers. */
export function offeredCommand(message: string): string | null {
  for (const pattern of commandsInText) {
    const groups: (string | undefined)[] = pattern.exec(message)?.slice(1) ?? [];
    const command = groups.find((group) => group !== undefined);
    if (command !== undefined) return command.trim().replace(/\.$/, '');
  }
  return null;
}

export function problemFromBody(status: number, body: string): ApiError {
  let problem: Record<string, unknown> = {};
  try {
    problem = fields(JSON.parse(body));
  } catch {
    // Not JSON: a proxy's page, or nothing. The status has to do.
  }
  const parts = [problem.detail, problem.title].filter((part): part is string => typeof part === 'string' && part !== '');
  const message = parts[0] ?? `The server answered ${status}.`;
  const place = typeof problem.place === 'string' ? problem.place : '';
  return new ApiError(message, status, place, offeredCommand(message), decodeValidation(problem).problems);
}

/** With the node or the key that it is about. */
export const withPlace = ({ place, message }: ApiError): string => (place === '' ? message : `${place}: ${message}`);

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('The server does not answer. Is "overwatch serve" running?', noAnswer);
}
