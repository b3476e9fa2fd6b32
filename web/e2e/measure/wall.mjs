// Many live pictures for a long time: what the browser's processes hold, minute by minute, and the rates at its end.
import { readdirSync, readFileSync } from 'node:fs';
import { round } from './figures.mjs';

/** Proportional memory in MB of what runs below this process, by kind of process: shared pages count once. */
function browserMb() {
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(pid), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]));
    } catch { /* it has ended meanwhile */ }
  }
  const isOurs = (pid) => parents.get(pid) === process.pid || (parents.has(pid) && isOurs(parents.get(pid)));
  const sums = { renderer: 0, gpu: 0, main: 0, others: 0 };
  for (const pid of [...parents.keys()].filter(isOurs)) {
    try {
      const type = /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'main';
      // Without pages of files, which come and go as the system likes; with what was swapped out.
      const kb = [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^(?:Pss_Anon|Pss_Shmem|SwapPss):\s+(\d+)/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
      sums[{ renderer: 'renderer', 'gpu-process': 'gpu', main: 'main' }[type] ?? 'others'] += kb / 1024;
    } catch { /* it has ended meanwhile */ }
  }
  return sums;
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Medians of the first and the last third, after a fifth of the time to warm up. */
function thirds(samples, name) {
  const values = samples.slice(Math.floor(samples.length / 5)).map((each) => each[name]);
  const third = Math.max(1, Math.floor(values.length / 3));
  return [round(middle(values.slice(0, third))), round(middle(values.slice(-third)))];
}

export async function wall({ base, browser, seconds }) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(`${base}/#/wall`);
  await page.waitForFunction((count) => [...document.querySelectorAll('.wall li')].filter((tile) => /[\d.]+ fps/.test(tile.textContent)).length >= count, 16);
  const rates = () => page.evaluate(() => [...document.querySelectorAll('.wall li')].map((tile) => parseFloat(tile.querySelector('[data-part="rate"]')?.textContent ?? '0')));
  const samples = [];
  const everyMs = Math.min(30_000, (seconds * 1000) / 10);
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    await page.waitForTimeout(everyMs);
    // What is garbage does not count as growth.
    await session.send('HeapProfiler.collectGarbage');
    await Promise.all(page.workers().map((worker) => worker.evaluate(() => globalThis.gc())));
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes } = await session.send('Memory.getDOMCounters');
    const mb = browserMb();
    samples.push({
      ...Object.fromEntries(Object.entries(mb).map(([kind, value]) => [`${kind}_mb`, round(value)])), all_mb: round(Object.values(mb).reduce((sum, value) => sum + value, 0)),
      page_heap_mb: round(usedSize / 2 ** 20), dom_nodes: nodes,
    });
  }
  const names = ['all_mb', 'renderer_mb', 'gpu_mb', 'main_mb', 'others_mb', 'page_heap_mb', 'dom_nodes'];
  return { tiles: (await rates()).length, rates: await rates(), first_and_last_third: Object.fromEntries(names.map((name) => [name, thirds(samples, name)])), samples };
}
