// The demo that the server runs: seen, enlarged, measured, stopped.
import assert from 'node:assert/strict';
import { picturesDiffer } from '../picture.mjs';

export function demoSteps({ base, page, patienceMs }) {
  return {
    'the page loads': async () => {
      const response = await page.goto(base);
      assert.equal(response.status(), 200);
      await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
    },
    'a card shows the demo and opens it': async () => {
      await page.getByRole('img', { name: 'What Demo sees' }).waitFor();
      await page.getByRole('link', { name: 'Open Demo' }).click();
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    },
    'the tour has at most four steps and can be left': async () => {
      await page.getByText('1 of 4').waitFor();
      await page.getByRole('button', { name: 'Skip' }).click();
      await page.reload();
      await page.locator('.react-flow__node').first().waitFor();
      assert.equal(await page.getByText('1 of 4').count(), 0);
    },
    'the picture inside the node moves': async () => {
      await page.locator('.node [data-xray="picture"]').waitFor();
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture did not change');
    },
    'every node says its rate, and the model where it runs': async () => {
      for (const id of ['camera', 'detect', 'view']) {
        await page.waitForFunction((node) => /[\d.]+ fps/.test(document.querySelector(`.react-flow__node[data-id="${node}"]`)?.textContent ?? ''), id);
      }
      await page.waitForFunction(() => /CPU/.test(document.querySelector('.react-flow__node[data-id="detect"]')?.textContent ?? ''));
      await page.waitForFunction(() => [...document.querySelectorAll('.edge-label')].some((label) => /[\d.]+ fps/.test(label.textContent)));
    },
    'the picture enlarges, with real figures': async () => {
      await page.getByRole('button', { name: 'Enlarge' }).click();
      await page.waitForFunction(() => /^\d+×\d+$/.test(document.querySelector('[data-figure="resolution"]')?.textContent ?? ''));
      await page.waitForFunction(() => parseFloat(document.querySelector('[data-figure="fps"]')?.textContent ?? '0') > 0);
      await page.waitForFunction(() => /^paint [\d.]+ m?s, p95 [\d.]+ m?s$/.test(document.querySelector('[data-figure="paint"]')?.textContent ?? ''));
      await page.keyboard.press('Escape');
    },
    'the performance panel shows numbers': async () => {
      await page.getByRole('tab', { name: 'Performance' }).click();
      for (const stage of ['video_decode', 'model_inference', 'jpeg_encoding']) {
        await page.waitForFunction((name) => /^[\d.]+ m?s$/.test(document.querySelector(`[data-operation="${name}"] [data-part="avg"]`)?.textContent ?? ''), stage);
      }
      await page.getByRole('tab', { name: 'Performance' }).click();
    },
    'stop and run work': async () => {
      const idle = page.getByRole('button', { name: 'Run', exact: true, disabled: false });
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await idle.waitFor();
      await page.getByText('Run it to see the picture.').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await page.keyboard.press('Control+Enter');
      await idle.waitFor();
    },
  };
}
