// A node says once in how long it tries again, and then waits. The page counts down from the moment when it heard that.
import { t } from '../texts';

interface Wait {
  message: string;
  /** Since when that is said. */
  sinceMs: number;
}

/** In the engine's words, e.g. "rtsp://door is silent. Trying again in 3.9 s." */
const waitIn = /Trying again in (\d+(?:\.\d+)?) s\./;

const waits = new Map<string, Wait>();

/** `message` of what is called `key`, with what is left of its wait. */
export function countedDown(key: string, message: string, nowMs: number): string {
  const seconds = waitIn.exec(message)?.[1];
  if (seconds === undefined) {
    waits.delete(key);
    return message;
  }
  const known = waits.get(key);
  const { sinceMs } = known?.message === message ? known : { sinceMs: nowMs };
  waits.set(key, { message, sinceMs });
  return message.replace(waitIn, t.run.trying(Math.ceil(Number(seconds) - (nowMs - sinceMs) / 1000)));
}
