// A request that failed, as a person should read it. The server's errors are RFC 9457 problem documents.
import { decodeValidation, fields } from './decode';
import type { ValidationProblem } from './types';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    message: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** A command that puts it right, when the server offers one. */
    readonly command: string | null = null,
    readonly problems: ValidationProblem[] = [],
  ) {
    super(message);
  }
}

const commandInText = /`(overwatch [^`]+)`|'(overwatch [^']+)'|"(overwatch [^"]+)"|\b(overwatch (?:models|devices|doctor|run|serve|validate)\b[^\n;,()]*)/;

/** The shell command that a message offers: a field of its own, or written in the text. */
export function offeredCommand(problem: Record<string, unknown>, message: string): string | null {
  for (const key of ['command', 'hint', 'fix']) {
    const value = problem[key];
    if (typeof value === 'string' && value.startsWith('overwatch ')) return value;
  }
  const groups: (string | undefined)[] = commandInText.exec(message)?.slice(1) ?? [];
  const command = groups.find((group) => group !== undefined);
  return command?.trim().replace(/\.$/, '') ?? null;
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
  return new ApiError(message, status, offeredCommand(problem, message), decodeValidation(problem).problems);
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('The server does not answer. Is "overwatch serve" running?', 0);
}
