// The other pages, by address and by keys.
import assert from 'node:assert/strict';

export function pageSteps({ base, page }) {
  return {
    'models are listed, and a sheet says more': async () => {
      await page.goto(`${base}/#/models`);
      await page.getByRole('button', { name: 'centernet-mb3' }).click();
      await page.getByRole('dialog').getByText('MIT').waitFor();
      await page.keyboard.press('Escape');
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
