// The other pages, by address and by keys.
import assert from 'node:assert/strict';
import { serverApi } from './api.mjs';

export function pageSteps({ base, page }) {
  const api = serverApi(base, page);
  const figure = /^[\d.,]+ m?s on \w+/;
  const row = () => page.locator('tr').filter({ hasText: 'centernet-mb3' });

  /** The page hears of no figure until one was measured through it. */
  async function withoutFigures() {
    let known = false;
    await page.route('**/api/models', async (route) => {
      const response = await route.fetch();
      const models = await response.json();
      if (!known) for (const model of models.installed) model.measured = null;
      await route.fulfill({ response, json: models });
    });
    await page.route('**/api/models/*/measure', (route) => {
      known = true;
      return route.continue();
    });
  }

  return {
    'models are listed, and a sheet says more': async () => {
      await page.goto(`${base}/#/models`);
      await page.getByRole('button', { name: 'centernet-mb3', exact: true }).click();
      await page.getByRole('dialog').getByText('MIT').waitFor();
      await page.keyboard.press('Escape');
    },
    'a model is measured where it is listed, and the figure is said': async () => {
      await withoutFigures();
      await page.goto(`${base}/#/models`);
      await page.reload();
      const button = row().getByRole('button', { name: /^Measur/ });
      assert.equal(await button.getAttribute('aria-label'), 'Measure speed here: centernet-mb3');
      await button.focus();
      await page.keyboard.press('Enter');
      await row().getByRole('button', { name: 'Measuring: centernet-mb3' }).waitFor();
      await row().getByText(figure).first().waitFor();
      await row().getByRole('status').getByText(/^centernet-mb3 takes /).waitFor();
      await row().getByRole('button', { name: 'Measure again: centernet-mb3' }).waitFor();
      assert.ok(await button.evaluate((element) => element === document.activeElement), 'the focus is lost');
    },
    'a measurement that is refused says why, in the list and in the sheet': async () => {
      const detail = 'the speed of yolov8n is being measured; try again in a few seconds';
      await page.route('**/api/models/*/measure', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', json: { detail } }));
      await row().getByRole('button', { name: /^Measure again/ }).click();
      await page.getByRole('row').getByRole('alert').getByText(detail).waitFor();
      await row().getByText(figure).first().waitFor();
      await page.getByRole('button', { name: 'centernet-mb3', exact: true }).click();
      await page.getByRole('dialog').getByRole('alert').getByText(detail).waitFor();
      await page.unroute('**/api/models/*/measure');
      await page.getByRole('dialog').getByRole('button', { name: /^Measure again/ }).click();
      await page.getByRole('dialog').getByRole('alert').waitFor({ state: 'detached' });
      await page.getByRole('dialog').getByRole('button', { name: /^Measure again/ }).waitFor();
      await page.keyboard.press('Escape');
      await page.unroute('**/api/models');
    },
    'a model that was never measured is measured where it is chosen': async () => {
      await withoutFigures();
      await api.create('to-measure', 'name: To measure\nnodes:\n  camera:\n    type: video_input\n    source: "test://pattern"\n  detect:\n    type: model\n    model: centernet-mb3\nedges:\n  - camera -> detect\n');
      await page.goto(`${base}/#/w/to-measure`);
      await page.reload();
      await page.locator('.react-flow__node[data-id="detect"] header').click();
      const option = page.locator('[data-option="model"]');
      await option.getByRole('button', { name: 'Measure speed here: centernet-mb3' }).click();
      await option.getByText(/ · [\d.,]+ m?s on \w+/).waitFor();
      await option.getByRole('button', { name: 'Measure again: centernet-mb3' }).waitFor();
      for (const pattern of ['**/api/models', '**/api/models/*/measure']) await page.unroute(pattern);
      await api.remove('to-measure');
      await page.goto(`${base}/#/models`);
    },
    'keys go from page to page': async () => {
      await page.keyboard.press('g');
      await page.keyboard.press('d');
      await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').getByText('Keyboard shortcuts').waitFor();
      await page.keyboard.press('Escape');
    },
    'the theme is chosen and kept': async () => {
      await page.goto(`${base}/#/settings`);
      await page.getByText('Light', { exact: true }).click();
      await page.reload();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
      await page.getByText('Dark', { exact: true }).click();
    },
    'the wall says what is missing': async () => {
      await page.goto(`${base}/#/wall`);
      await page.getByText('No live pictures').waitFor();
    },
  };
}
