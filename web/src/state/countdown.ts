// What tries again says when that is. The server's word on it is newer with each status; that in the message is of the wait's beginning.
import { t } from '../texts';

/** In the engine's words, e.g. "rtsp://door is silent. Trying again in 3.9 s." */
const waitIn = /[,.]?\s*Trying again in \d+(?:\.\d+)? s\.?/i;

/** In whole seconds, as it is shown: it changes once a second, not with each status. */
export const secondsUntil = (ms: number): number => (ms < 500 ? 0 : Math.ceil(ms / 1000));

/** `message` without the number that no longer holds. */
export const withoutWait = (message: string): string => message.replace(waitIn, (said) => (said.startsWith('.') || said.startsWith(',') ? '.' : '')).trim();

/** `message` and what is left of the wait; nothing of a wait that the server does not speak of. */
export function withWait(message: string, nextRetryMs: number | null): string {
  const what = withoutWait(message);
  return nextRetryMs === null ? what : `${what} ${t.run.trying(secondsUntil(nextRetryMs))}`.trim();
}
