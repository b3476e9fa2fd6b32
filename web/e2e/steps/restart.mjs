// The server is killed and comes back while somebody works: the page says so, keeps the work, and shows the picture again by itself.
// The workflow "door" runs; test://pattern is its source.
import assert from 'node:assert/strict';
import { picturesDiffer } from '../picture.mjs';
import { serverApi } from './api.mjs';

export function restartSteps({ base, page, patienceMs }) {
  const api = serverApi(base, page);
  const strip = (id) => page.locator(`.react-flow__node[data-id="${id}"] .node-strip`);
  const quality = () => page.locator('[data-option="jpeg_quality"] input[inputmode]');

  return {
    'a killed server is said, and what is edited meanwhile is kept': async () => {
      await page.goto(`${base}/#/w/door`);
      await page.locator('.node [data-xray="picture"]').waitFor();
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture does not move');
      console.log('please kill the server');
      await page.getByText('The server does not answer.').waitFor();
      await page.locator('.builder-bar').getByText('Not connected').waitFor();
      for (const id of ['camera', 'view']) assert.match(await strip(id).innerText(), /^\s*Not connected\s*$/, 'old figures are shown');
      assert.equal(await page.locator('.edge-label:visible').count(), 0, 'an edge has a rate');
      await page.locator('.node-picture').getByText('Not connected.').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('Is "overwatch serve" running?').waitFor();
      await page.getByRole('textbox', { name: 'Workflow name' }).fill('Door while the server is away');
      await page.locator('.react-flow__node[data-id="view"] header').click();
      await quality().fill('35');
      await page.waitForTimeout(600);
    },
    'it comes back: the run goes on once, the picture moves, the draft is still there': async () => {
      console.log('please start the server');
      await page.getByText('The server does not answer.').first().waitFor({ state: 'detached' });
      await page.getByText('Is "overwatch serve" running?').waitFor({ state: 'detached' });
      await strip('camera').getByText('fps').waitFor();
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture does not come back');
      assert.equal(await page.getByRole('textbox', { name: 'Workflow name' }).inputValue(), 'Door while the server is away');
      assert.equal(await quality().inputValue(), '35');
      // What was changed while nobody answered holds now.
      for (let look = 0; look < 50 && (await api.json('/door/status')).differs.length === 0; look += 1) await page.waitForTimeout(100);
      assert.deepEqual((await api.json('/door/status')).differs, ['nodes.view.jpeg_quality']);
      const { workflows } = await api.json('/status');
      assert.deepEqual(workflows.map((each) => [each.id, each.state]), [['door', 'running']]);
      assert.doesNotMatch(await api.yaml('door'), /while the server is away/, 'a draft is not stored by itself');
    },
    'saved now, it is version 2, and the picture goes on': async () => {
      await page.keyboard.press('Control+s');
      await page.getByText('Version 2').waitFor();
      assert.match(await api.yaml('door'), /Door while the server is away/);
    },
  };
}
