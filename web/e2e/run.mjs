// Drives the page in a real browser against a running server: BASE_URL=http://127.0.0.1:8000 npm run e2e
// CHROMIUM names the browser, SCREENSHOTS a folder for the picture of a failure. The server runs the demo workflow.
import { chromium } from 'playwright-core';
import { accessSteps } from './steps/access.mjs';
import { builderSteps } from './steps/builder.mjs';
import { demoSteps } from './steps/demo.mjs';
import { firstVisitSteps } from './steps/first_visit.mjs';
import { loadSteps } from './steps/load.mjs';
import { pageSteps } from './steps/pages.mjs';
import { robustSteps } from './steps/robust.mjs';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:8000';
const patienceMs = 30_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
const page = await context.newPage();
page.setDefaultTimeout(patienceMs);
const complaints = [];
// An address that this server does not have, and a draft that nobody keeps, are answers, not mistakes.
const paths = Object.keys((await (await fetch(`${base}/api/openapi.json`)).json()).paths);
const known = paths.map((path) => new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`));
const lacks = (path) => (/\/(templates|presets)$/.test(path) ? !paths.includes(path) : !known.some((pattern) => pattern.test(path)));
const expected = (url) => url.startsWith(`${base}/api/`) && (/\/draft$/.test(url) || lacks(new URL(url).pathname));
page.on('console', (message) => {
  const { url } = message.location();
  // One step takes the network away.
  if (/ERR_INTERNET_DISCONNECTED/.test(message.text())) return;
  if (message.type() === 'error' && !(/status of 404/.test(message.text()) && expected(url))) complaints.push(`${message.text()} (${url})`);
});
page.on('pageerror', (error) => complaints.push(error.message));

const world = { base, browser, context, page, patienceMs, complaints };
const steps = { ...demoSteps(world), ...builderSteps(world), ...pageSteps(world), ...robustSteps(world), ...loadSteps(world), ...firstVisitSteps(world), ...accessSteps(world) };

// Each step needs the one before: after a failure the rest is not tried.
const only = process.env.STEPS === undefined ? null : new RegExp(process.env.STEPS);
const names = Object.keys(steps).filter((name) => only === null || only.test(name));
let passed = 0;
for (const name of names) {
  const begin = Date.now();
  try {
    await steps[name]();
  } catch (error) {
    console.log(`FAIL ${name}: ${error.message.split('\n').slice(0, 6).join(' ')}`);
    for (const complaint of complaints) console.log(`     console: ${complaint}`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/e2e-failed.png` }).catch(() => undefined);
    break;
  }
  passed += 1;
  console.log(`ok   ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
}
await browser.close();
const failed = passed === names.length ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${names.length - passed - failed} skipped`);
process.exitCode = failed;
