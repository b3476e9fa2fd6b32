// Many live pictures for a long time: what the browser's processes hold, minute by minute, and the rates at its end.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { executable, switches } from '../browser.mjs';
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

/** As a person has it, without developer tools: these keep frames, and time their garbage otherwise. They come in at the end. */
async function withPlainBrowser(address, use) {
  const folder = mkdtempSync(join(tmpdir(), 'overwatch-wall-'));
  const more = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--window-size=1920,1080'];
  const started = spawn(executable, [...switches, ...more, address], { stdio: 'ignore' });
  try {
    return await use(async () => {
      const port = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')[0];
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      return browser.contexts()[0].pages().find((page) => page.url() === address);
    });
  } finally {
    const ended = new Promise((resolve) => started.once('exit', resolve));
    started.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

export function wall({ base, seconds }) {
  return withPlainBrowser(`${base}/#/wall`, async (attach) => {
    const samples = [];
    const everyMs = Math.min(30_000, (seconds * 1000) / 10);
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      const mb = browserMb();
      samples.push({ ...Object.fromEntries(Object.entries(mb).map(([kind, value]) => [`${kind}_mb`, round(value)])), all_mb: round(Object.values(mb).reduce((sum, value) => sum + value, 0)) });
    }
    const page = await attach();
    const rates = await page.evaluate(() => [...document.querySelectorAll('.wall li')].map((tile) => parseFloat(tile.querySelector('[data-part="rate"]')?.textContent ?? '0')));
    const names = ['all_mb', 'renderer_mb', 'gpu_mb', 'main_mb', 'others_mb'];
    return { tiles: rates.length, rates, first_and_last_third: Object.fromEntries(names.map((name) => [name, thirds(samples, name)])), samples };
  });
}
