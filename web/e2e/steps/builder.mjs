// From an empty canvas to moving boxes, by mouse and keyboard; then saved, undone, copied, exported and imported.
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { picturesDiffer } from '../picture.mjs';
import { openEmptyCanvas } from './canvas.mjs';

export function builderSteps({ base, page, patienceMs }) {
  const node = (id) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const port = (id, side) => node(id).locator(`.react-flow__handle.${side}`);
  const nodes = () => page.locator('.react-flow__node').count();

  /** Drags from a port to a point or another port. */
  async function drag(from, to) {
    const a = await from.boundingBox();
    await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await page.mouse.down();
    const b = 'boundingBox' in to ? await to.boundingBox().then((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })) : to;
    await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2 + 10, { steps: 4 });
    await page.mouse.move(b.x, b.y, { steps: 4 });
    await page.mouse.up();
  }

  return {
    'an empty canvas opens': () => openEmptyCanvas(base, page),
    'a node is added by keyboard': async () => {
      await page.keyboard.press('a');
      await page.keyboard.type('video');
      await page.keyboard.press('Enter');
      await node('video-input').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('0');
      await page.waitForTimeout(300);
    },
    'an edge dropped in the void offers what fits, and joins it': async () => {
      const box = await node('video-input').boundingBox();
      await drag(port('video-input', 'source'), { x: box.x + box.width + 120, y: box.y + 20 });
      await page.getByText('Nodes that take pictures').waitFor();
      assert.equal(await page.getByRole('option', { name: /Video Input/ }).count(), 0);
      await page.getByRole('option', { name: /^Model/ }).click();
      await node('model').waitFor();
      assert.equal(await page.locator('.react-flow__edge').count(), 1);
    },
    'a node is dragged from the palette, and its edge by its ports': async () => {
      const target = await page.locator('.react-flow__pane').boundingBox();
      await page.getByRole('button', { name: /^X-RAY View/ }).dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: target.width - 240, y: target.height - 340 } });
      await node('xray-view').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('l');
      await page.waitForTimeout(400);
      await drag(port('model', 'source'), port('xray-view', 'target'));
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 2);
    },
    'an edge between ports that do not fit is refused with its reason': async () => {
      await page.getByRole('button', { name: /^Detection Filter/ }).click();
      await node('detection-filter').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForTimeout(300);
      await drag(port('video-input', 'source'), port('detection-filter', 'target'));
      await page.getByText('video-input gives pictures, but detection-filter takes detections.').waitFor();
      await page.keyboard.press('Control+z');
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__node').length === 3);
    },
    'an edge that makes a loop is refused with its reason': async () => {
      // Two filters, the first feeds the second; back again is the loop.
      for (const id of ['detection-filter', 'detection-filter-2']) {
        await page.getByRole('button', { name: /^Detection Filter/ }).click();
        await node(id).waitFor();
      }
      await page.keyboard.press('Escape');
      await page.waitForTimeout(300);
      const edges = await page.locator('.react-flow__edge').count();
      await drag(port('detection-filter', 'source'), port('detection-filter-2', 'target'));
      await page.waitForFunction((count) => document.querySelectorAll('.react-flow__edge').length === count + 1, edges);
      await drag(port('detection-filter-2', 'source'), port('detection-filter', 'target'));
      await page.getByText('That would make a loop; frames must flow one way.').waitFor();
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z');
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__node').length === 3);
    },
    'what is missing is said on the node, in the list and beside the field': async () => {
      await node('video-input').getByText('source: is missing').waitFor();
      await page.getByRole('button', { name: 'Run', exact: true }).isDisabled();
      await page.getByRole('tab', { name: /Problems/ }).click();
      await page.getByRole('button', { name: /source/ }).and(page.getByRole('button', { name: /Go to video-input/ })).click();
      await page.locator('[data-option="source"]').getByRole('alert').waitFor();
      await page.getByRole('tab', { name: /Problems/ }).click();
    },
    'options are set in the form': async () => {
      await page.locator('[data-option="source"] input').fill('vtest.avi');
      await page.locator('[data-option="loop"]').getByRole('switch').click();
      await node('model').click();
      await page.locator('[data-option="model"]').getByRole('button').first().click();
      await page.getByRole('button', { name: /^centernet-mb3/ }).click();
      await page.locator('[data-option="confidence"] input[inputmode]').fill('1.5');
      await page.getByText('Allowed is 0 to 1.').waitFor();
      await page.locator('[data-option="confidence"] input[inputmode]').fill('0.3');
      await page.getByRole('textbox', { name: 'Workflow name' }).fill('Built by hand');
    },
    'it runs and shows moving boxes': async () => {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await page.locator('.node [data-xray="picture"]').waitFor();
      assert.ok(await picturesDiffer(page, patienceMs), 'the picture did not change');
    },
    'a reload keeps everything': async () => {
      const before = await nodes();
      await page.reload();
      await node('model').getByText('centernet-mb3').waitFor();
      assert.equal(await nodes(), before);
      assert.equal(await page.getByRole('textbox', { name: 'Workflow name' }).inputValue(), 'Built by hand');
    },
    'copy and paste carry nodes as YAML': async () => {
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await node('model').click();
      const text = await page.evaluate(() => {
        const data = new DataTransfer();
        document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
        return data.getData('text/plain');
      });
      assert.match(text, /type: model/);
      await page.evaluate((yaml) => {
        const data = new DataTransfer();
        data.setData('text/plain', yaml);
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      }, text);
      await node('model-2').waitFor();
      await page.keyboard.press('Control+z');
      await node('model-2').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+Shift+z');
      await node('model-2').waitFor();
      await page.keyboard.press('Control+z');
    },
    'what was exported is what is stored, and can be imported': async () => {
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Export as YAML' }).click();
      const path = await (await file).path();
      if (process.env.EXPORT) await copyFile(path, process.env.EXPORT);
      await page.getByLabel('Import over this one').setInputFiles(path);
      await page.waitForTimeout(300);
      assert.equal(await nodes(), 3);
    },
    'delete can be undone': async () => {
      await page.goto(`${base}/#/`);
      await page.getByRole('button', { name: 'More for Built by hand' }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('link', { name: 'Open Built by hand' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('link', { name: 'Open Built by hand' }).waitFor();
    },
  };
}
