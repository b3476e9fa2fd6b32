// What the main thread of a page does, all of it: tasks as Chromium's own trace has them, so also the messages of sockets, timers,
// style, layout and paint that no code of the page can see. Summed up from frame to frame.
import { quantile, round } from './figures.mjs';

const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'];
const longTaskMs = 50;

/** A frame at every turn of the display, so that the trace has their boundaries also while nothing moves. */
function frames(ms) {
  return new Promise((resolve) => {
    const end = performance.now() + ms;
    const frame = (now) => (now < end ? requestAnimationFrame(frame) : resolve());
    requestAnimationFrame(frame);
  });
}

/** The page's main thread is the one where the most animation frames ran. */
function mainThread(events) {
  const counts = new Map();
  for (const { name, pid, tid } of events) if (name === 'FireAnimationFrame') counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most === undefined) throw new Error('the trace has no animation frames');
  return most[0];
}

/** Of each interval between two frames the time in tasks: by the wall clock, and what the processor gave to it. */
export function summed(events) {
  const thread = mainThread(events);
  const own = events.filter(({ pid, tid }) => `${pid} ${tid}` === thread);
  const starts = own.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts).sort((a, b) => a - b);
  const tasks = own.filter(({ name, ph }) => ph === 'X' && (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask')).sort((a, b) => a.ts - b.ts);
  if (starts.length < 2 || tasks.length === 0) throw new Error('the trace has no tasks');
  // One frame's tasks are those that begin before the next; several callbacks of one frame are one boundary.
  const boundaries = starts.filter((ts, index) => index === 0 || ts - starts[index - 1] > 2000);
  const sums = boundaries.slice(1).map(() => ({ wall: 0, cpu: 0 }));
  const long = [];
  let frame = 0;
  let covered = 0;
  for (const { ts, dur, tdur } of tasks) {
    // A nested task is part of the outer one; both names may be there for the same one.
    if (ts < covered || ts + dur < boundaries[0] || ts >= boundaries.at(-1)) continue;
    covered = ts + dur;
    while (frame < sums.length - 1 && ts >= boundaries[frame + 1]) frame += 1;
    sums[frame].wall += dur / 1000;
    sums[frame].cpu += (tdur ?? dur) / 1000;
    if (dur / 1000 >= longTaskMs) long.push(round(dur / 1000));
  }
  // Messages come twice a second: what they cost shows in the last hundredth, too.
  const figures = (name) => Object.fromEntries([['p50', 0.5], ['p95', 0.95], ['p99', 0.99]].map(([label, share]) => [label, round(quantile(sums.map((sum) => sum[name]), share))]));
  return { frames: sums.length, work_ms: figures('wall'), cpu_ms: figures('cpu'), long_tasks_ms: long };
}

export async function watchMainThread(browser, page, ms) {
  await browser.startTracing(page, { categories });
  await page.evaluate(frames, ms);
  const trace = await browser.stopTracing();
  return summed(JSON.parse(trace.toString()).traceEvents);
}

/** React tells its developer tools of each commit; this counts them, when it is set up before the page is opened. */
export function countCommits(page) {
  return page.addInitScript(() => {
    window.commits = 0;
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = { supportsFiber: true, inject: () => 1, onCommitFiberRoot: () => (window.commits += 1), onCommitFiberUnmount: () => undefined };
  });
}
