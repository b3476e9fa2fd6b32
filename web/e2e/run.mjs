// Drives the page in a real browser against a running server: BASE_URL=http://127.0.0.1:8000 npm run e2e
// CHROMIUM names the browser, SCREENSHOTS a folder for the picture of a failure. Leaves the demo stopped.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { picturesDiffer } from './picture.mjs';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:8000';
const patienceMs = 30_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(patienceMs);
const complaints = [];
page.on('console', (message) => {
  if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
});
page.on('pageerror', (error) => complaints.push(error.message));

const title = (name) => page.getByRole('heading', { level: 2, name });
const control = (name) => page.getByRole('button', { name, exact: true });

async function startDemo() {
  const create = page.getByRole('button', { name: 'Create the demo workflow' });
  const card = page.getByRole('navigation', { name: 'Workflows' }).getByRole('button', { name: 'Demo', exact: true }).first();
  await create.or(card).waitFor();
  if (await create.isVisible()) {
    await create.click();
    return;
  }
  await card.click();
  await title('Demo').waitFor();
  if (await control('Start').isVisible()) await control('Start').click();
}

const steps = {
  'the page loads': async () => {
    const response = await page.goto(base);
    assert.equal(response.status(), 200);
    await page.getByRole('heading', { level: 1, name: 'Overwatch' }).waitFor();
  },
  'the demo is started by a click': async () => {
    await startDemo();
    await title('Demo').waitFor();
    await control('Stop').waitFor();
  },
  'the live picture moves': async () => {
    await page.locator('[data-xray="picture"]').waitFor();
    assert.ok(await picturesDiffer(page, patienceMs), 'the picture did not change');
  },
  'the figures on the picture are real': async () => {
    await page.waitForFunction(() => /^\d+×\d+$/.test(document.querySelector('[data-figure="resolution"]')?.textContent ?? ''));
    await page.waitForFunction(() => parseFloat(document.querySelector('[data-figure="fps"]')?.textContent ?? '0') > 0);
  },
  'the profile bars show numbers': async () => {
    for (const stage of ['video_decode', 'model_inference', 'jpeg_encoding']) {
      await page.waitForFunction(
        (name) => /^[\d.]+ m?s$/.test(document.querySelector(`[data-operation="${name}"] [data-part="avg"]`)?.textContent ?? ''),
        stage,
      );
    }
    const width = await page.locator('[data-operation="model_inference"] [data-part="p50"]').evaluate((bar) => bar.getBoundingClientRect().width);
    assert.ok(width > 1, `the bar of model_inference is ${width} px wide`);
  },
  'a wrong workflow is refused with its problems': async () => {
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Workflow file' }).fill('name: Broken\nnodes:\n  a: {type: no_such_node}\nedges: []\n');
    await page.getByRole('dialog').getByText('Error', { exact: true }).first().waitFor();
    assert.ok(await control('Create').isDisabled());
    await control('Start over').click();
    await page.keyboard.press('Escape');
  },
  'stop works': async () => {
    await control('Stop').click();
    await control('Start').waitFor();
    await page.getByText('Start it to see what the model sees.').waitFor();
    assert.equal(await page.locator('[data-xray="picture"]').count(), 0);
  },
  'the console has no errors': async () => assert.deepEqual(complaints, []),
};

// Each step needs the one before: after a failure the rest is not tried.
const names = Object.keys(steps);
let passed = 0;
for (const name of names) {
  try {
    await steps[name]();
  } catch (error) {
    console.log(`FAIL ${name}: ${error.message.split('\n').slice(0, 3).join(' ')}`);
    for (const complaint of complaints) console.log(`     console: ${complaint}`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/e2e-failed.png` }).catch(() => undefined);
    break;
  }
  passed += 1;
  console.log(`ok   ${name}`);
}
await browser.close();
const failed = passed === names.length ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${names.length - passed - failed} skipped`);
process.exitCode = failed;
