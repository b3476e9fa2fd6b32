// Several live pictures at once.
import assert from 'node:assert/strict';
import { picturesDiffer } from '../picture.mjs';
import { axeFindings } from './access.mjs';
import { patternYaml, serverApi } from './api.mjs';

const ids = ['wall-one', 'wall-two'];

export function wallSteps({ base, page, patienceMs }) {
  const api = serverApi(base, page);
  return {
    'the wall shows every picture that runs, moving, with its rate': async () => {
      for (const id of ids) {
        await api.create(id, patternYaml(id, 'test://pattern?size=320x180&fps=10&live=1'));
        await api.run(id);
      }
      await page.goto(`${base}/#/wall`);
      for (const id of ids) await page.getByRole('link', { name: `Enlarge ${id}, view` }).waitFor();
      await page.waitForFunction((count) => [...document.querySelectorAll('.wall li')].filter((tile) => /[\d.]+ fps/.test(tile.textContent)).length === count, ids.length);
      for (const at of ids.keys()) assert.ok(await picturesDiffer(page, patienceMs, at), `picture ${at + 1} of the wall does not move`);
      assert.equal(page.workers().length, 1, 'each thread of a picture has garbage of its own');
    },
    'axe finds nothing serious on running pictures, in both themes, also on a small wall': async () => {
      const [size, theme] = [page.viewportSize(), await page.evaluate(() => document.documentElement.dataset.theme)];
      for (const [width, height] of [[1280, 800], [640, 400]]) {
        await page.setViewportSize({ width, height });
        for (const name of ['dark', 'light']) {
          await page.evaluate((wanted) => (document.documentElement.dataset.theme = wanted), name);
          await page.waitForTimeout(200);
          assert.equal(await axeFindings(page), '', `${name}, ${width} × ${height}`);
        }
      }
      await page.evaluate((before) => (document.documentElement.dataset.theme = before), theme);
      await page.setViewportSize(size);
    },
    'the wall has as many columns as fit the window, also after that changed': async () => {
      const size = page.viewportSize();
      const columns = (count) => page.waitForFunction((wanted) => getComputedStyle(document.querySelector('.wall')).gridTemplateColumns.split(' ').length === wanted, count);
      await page.setViewportSize({ width: 1600, height: 500 });
      await columns(2);
      await page.setViewportSize({ width: 800, height: 1200 });
      await columns(1);
      await page.setViewportSize(size);
    },
    'one is enlarged, arrows go on, and Escape leads back': async () => {
      await page.getByRole('link', { name: `Enlarge ${ids[0]}, view` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: ids[0] }).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('heading', { level: 1, name: ids[1] }).waitFor();
      await page.waitForFunction(() => /^\d+×\d+$/.test(document.querySelector('[data-figure="resolution"]')?.textContent ?? ''));
      await page.keyboard.press('Space');
      await page.getByRole('status').getByText('Paused', { exact: true }).waitFor();
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: `Enlarge ${ids[0]}, view` }).waitFor();
    },
    'a workflow that ends leaves the wall by itself': async () => {
      for (const id of ids) await api.stop(id);
      await page.getByText('No live pictures').waitFor();
      for (const id of ids) await api.remove(id);
    },
  };
}
