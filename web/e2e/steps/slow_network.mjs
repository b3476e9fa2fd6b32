// A viewer whose line takes less than the stream: the picture goes on, smaller, and says so; on a good line it is whole again.
import assert from 'node:assert/strict';
import { picturesDiffer } from '../picture.mjs';

const slowBytesPerSecond = 150_000;
const unlimited = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
const message = 'Smaller pictures: this connection does not take full ones fast enough.';

export function slowNetworkSteps({ base, context, page, patienceMs }) {
  const width = () => page.evaluate(() => parseInt(document.querySelector('[data-figure="resolution"]')?.textContent ?? '0', 10));

  return {
    'a slow line gets smaller pictures and says so, a good one full ones again': async () => {
      await page.goto(`${base}/#/w/demo`);
      await page.reload();
      await page.locator('.react-flow__node[data-id="view"]').waitFor();
      await page.getByRole('button', { name: 'Run', exact: true, disabled: false }).click();
      await page.locator('.node [data-xray="picture"]').waitFor();
      await page.getByRole('button', { name: 'Enlarge' }).click();
      await page.waitForFunction(() => /^\d+×\d+$/.test(document.querySelector('[data-figure="resolution"]')?.textContent ?? ''));
      const full = await width();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', { ...unlimited, latency: 100, downloadThroughput: slowBytesPerSecond });
      await page.getByText(message).waitFor();
      assert.equal(await width(), full / 2, 'half the width');
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture moves on a slow line');
      await devtools.send('Network.emulateNetworkConditions', unlimited);
      await page.getByText(message).waitFor({ state: 'hidden' });
      await page.waitForFunction((least) => parseInt(document.querySelector('[data-figure="resolution"]')?.textContent ?? '0', 10) === least, full);
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture moves on a good line');
      await devtools.detach();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
    },
  };
}
