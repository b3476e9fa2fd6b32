// A node that failed: what it says once its workflow is stopped.
import assert from 'node:assert/strict';
import { patternYaml, serverApi } from './api.mjs';

const id = 'failed-node';
const source = 'failed-node-nosuch.mp4';

export function failedNodeSteps({ base, page }) {
  const api = serverApi(base, page);
  const camera = page.locator('.react-flow__node[data-id="camera"]');

  return {
    'a node that failed says so in a word, and why once, after the stop and a reload': async () => {
      await api.create(id, patternYaml('Failed node', source));
      await api.run(id);
      await page.goto(`${base}/#/w/${id}`);
      await camera.locator('.node-strip[data-tone="error"]').waitFor();
      await api.stop(id);
      await page.reload();
      await camera.getByText('Failed', { exact: true }).waitFor();
      await page.waitForTimeout(1500);  // until the canvas was checked, too
      const text = await camera.innerText();
      assert.equal(text.split('no such file').length, 2, text);
      assert.equal(await page.locator('.react-flow__node[data-id="view"]').getByText('Stopped', { exact: true }).isVisible(), true);
      await api.remove(id);
      await page.goto(`${base}/#/`);
    },
  };
}
