// What runs is not always what is on the canvas: the page says so, by the server's word, and offers the way.
import assert from 'node:assert/strict';
import { patternYaml, serverApi } from './api.mjs';

const id = 'runs';
const yaml = patternYaml('Runs', 'test://pattern').replace('xray_view\n', 'xray_view\n    jpeg_quality: 20\n');

export function runningSteps({ base, page }) {
  const api = serverApi(base, page);
  const field = (option) => page.locator(`[data-option="${option}"]`);
  const quality = field('jpeg_quality').locator('input[inputmode]');
  const open = async (node) => {
    await page.goto(`${base}/#/w/${id}`);
    await page.locator(`.react-flow__node[data-id="${node}"] header`).click();
  };
  /** Until the server's status is as it should be. */
  const said = async (right) => {
    let status = null;
    for (let look = 0; look < 100; look += 1) {
      status = await api.json(`/${id}/status`);
      if (right(status)) return;
      await page.waitForTimeout(100);
    }
    assert.fail(JSON.stringify(status));
  };

  return {
    'a live setting of unsaved work that the next start did not have is said, and applied': async () => {
      await api.create(id, yaml);
      await api.run(id);
      await open('view');
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await quality.fill('61');
      await said(({ running }) => running['nodes.view.jpeg_quality'] === 61);
      await page.waitForTimeout(2500);
      assert.equal(await page.getByText('Runs with').count(), 0, 'it runs as shown');
      await page.goto(`${base}/#/`);
      await api.stop(id);
      await api.run(id);
      await open('view');
      await field('jpeg_quality').getByText('Runs with 20').waitFor();
      await page.getByText('What runs has other settings: view · JPEG quality is 20').waitFor();
      assert.equal(await quality.inputValue(), '61');
      await field('jpeg_quality').getByRole('button', { name: 'Apply', exact: true }).click();
      await page.getByText('Runs with 20').waitFor({ state: 'detached' });
      await said(({ differs, running }) => differs.length === 1 && running['nodes.view.jpeg_quality'] === 61);
    },
    'an edit that waits for a start is said after a reload, too, also once it is stored': async () => {
      await page.locator('.react-flow__node[data-id="camera"] header').click();
      await field('source').getByRole('textbox').first().fill('test://pattern?size=320x240');
      const waits = page.getByText('Edited since the start.');
      await waits.waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('Version 2').waitFor();
      await page.reload();
      await waits.waitFor();
      await page.locator('.react-flow__node[data-id="camera"]').getByText('Runs with').waitFor();
      await page.locator('.react-flow__node[data-id="camera"] header').click();
      await field('source').getByRole('button', { name: 'Apply and restart' }).click();
      await said(({ state, version, differs }) => state === 'running' && version === 2 && differs.length === 0);
      await waits.waitFor({ state: 'detached' });
      await page.getByText('Runs with').first().waitFor({ state: 'detached' });
    },
    'settings of a node that was renamed while it runs wait for the next start, and say so': async () => {
      await page.locator('.react-flow__node[data-id="view"] header').click();
      await field('jpeg_quality').getByText('Live', { exact: true }).waitFor();
      const name = page.getByRole('textbox', { name: 'Name in the file' });
      await name.fill('renamed');
      await name.press('Enter');
      await field('jpeg_quality').getByText('at the next start', { exact: true }).waitFor();
      assert.equal(await page.locator('[data-option]').getByText('Live', { exact: true }).count(), 0);
      await page.keyboard.press('Control+z');
      await page.locator('.react-flow__node[data-id="view"] header').click();
      await field('jpeg_quality').getByText('Live', { exact: true }).waitFor();
    },
    'what a preset sets for the run is said where it is set, and is no edit that waits': async () => {
      await api.stop(id);
      const { status, text } = await api.start(id, { preset: 'max-fps' });
      assert.equal(status, 200, text);
      await open('view');
      await field('jpeg_quality').getByText('Runs with 40 %, by the preset').waitFor();
      await page.waitForTimeout(2000);
      assert.equal(await page.getByText(/Edited since the start|What runs has other settings/).count(), 0);
      await api.stop(id);
      await page.getByText('Runs with').first().waitFor({ state: 'detached' });
      await page.goto(`${base}/#/`);
      await api.remove(id);
    },
  };
}
