// Parts of the page that are fetched when they are needed. A part that failed once would stay away until a reload, so it waits for a
// server that is away and is asked for once more.
import { Backoff } from './backoff';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function serverAnswers(): Promise<void> {
  const backoff = new Backoff();
  while (!(await fetch('/healthz', { cache: 'no-store' }).then(() => true, () => false))) await pause(backoff.nextMs());
}

/** Fails only where the server answers and does not have the part, e.g. after an update. */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await serverAnswers();
    return load();
  }
}
