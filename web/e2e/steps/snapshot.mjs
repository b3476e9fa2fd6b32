// The snapshot of a large picture is the picture that is seen, not the one that the server has by then.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { patternYaml, serverApi } from './api.mjs';

const id = 'snapshot';

/** How far the picture in these bytes is from the large one on the screen, at its farthest point. */
async function distance(bytes) {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const points = (source) => {
    const canvas = new OffscreenCanvas(64, 36);
    const context = canvas.getContext('2d');
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const [saved, shown] = [points(bitmap), points(document.querySelector('[aria-label="Large picture"] [data-xray="picture"]'))];
  return Math.max(...saved.map((value, at) => Math.abs(value - shown[at])));
}

export function snapshotSteps({ base, page }) {
  const api = serverApi(base, page);
  const large = page.getByRole('region', { name: 'Large picture', exact: true });
  const snapshot = async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), large.getByRole('button', { name: 'Snapshot', exact: true }).click()]);
    assert.match(download.suggestedFilename(), /^snapshot-view-\d{4}-\d\d-\d\d-\d{6}\.jpg$/);
    return readFile(await download.path());
  };

  return {
    'a snapshot of a held picture is that picture, one of a moving picture is new': async () => {
      await api.create(id, patternYaml('Snapshot', 'test://pattern'));
      await api.run(id);
      await page.goto(`${base}/#/w/${id}`);
      await page.locator('.react-flow__node[data-id="view"]').getByRole('button', { name: 'Enlarge', exact: true }).click();
      await page.waitForFunction(() => parseFloat(document.querySelector('[data-figure="fps"]')?.textContent ?? '0') > 0);
      const moving = await snapshot();
      let next = await snapshot();
      // On a busy machine the next picture takes its time.
      for (let look = 0; look < 40 && next.equals(moving); look += 1) {
        await page.waitForTimeout(250);
        next = await snapshot();
      }
      assert.ok(!next.equals(moving), 'the picture moved between the two');
      await large.getByRole('button', { name: 'Pause', exact: true }).click();
      await large.getByText('Paused', { exact: true }).waitFor();
      await page.waitForTimeout(1000);
      const held = await snapshot();
      assert.ok((await page.evaluate(distance, [...held])) <= 8, 'what is saved is not what is seen');
      assert.ok(held.equals(await snapshot()), 'a held picture stays the same');
      await page.keyboard.press('Escape');
      await api.stop(id);
      await api.remove(id);
      await page.goto(`${base}/#/`);
    },
  };
}
