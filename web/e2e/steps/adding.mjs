// What is added covers nothing, can be read, and has the focus; an edge is not hidden by what stands between its ends.
import assert from 'node:assert/strict';
import { apart, openEmptyCanvas } from './canvas.mjs';

const yaml = { 'Content-Type': 'application/yaml' };
const skipping = 'name: Skipping\nnodes:\n  camera: {type: video_input, source: vtest.avi}\n  detect: {type: model, model: centernet-mb3}\n  view: {type: xray_view}\n  log: {type: debug}\nedges: [camera -> detect -> view, camera -> log]\nlayout: {nodes: {camera: [0, 0], detect: [384, 0], view: [1152, 0], log: [768, 0]}}\n';

export function addingSteps({ base, page }) {
  const zoom = () => page.locator('.react-flow__viewport').evaluate((each) => new DOMMatrix(getComputedStyle(each).transform).a);
  const boxes = async () => Promise.all((await page.locator('.react-flow__node').all()).map((each) => each.boundingBox()));
  async function noneCovered() {
    const all = await boxes();
    for (const [index, one] of all.entries()) for (const other of all.slice(index + 1)) assert.ok(apart(one, other), 'a node covers another');
  }

  return {
    'nodes added by keys stand beside each other, and the keys go on from the newest': async () => {
      await openEmptyCanvas(base, page);
      for (const [words, id] of [['video', 'video-input'], ['model', 'model'], ['x-ray', 'xray-view']]) {
        await page.keyboard.press('a');
        await page.getByRole('option').nth(5).waitFor();
        const list = await page.getByRole('listbox').boundingBox();
        const last = await page.getByRole('option').nth(5).boundingBox();
        assert.ok(last.y + last.height <= list.y + list.height + 1, 'the last node of the list is hidden');
        await page.keyboard.type(words);
        await page.keyboard.press('Enter');
        await page.waitForFunction((wanted) => document.activeElement?.dataset.id === wanted, id);
      }
      await page.waitForTimeout(500);
      await noneCovered();
    },
    'nodes added by the palette can be read, and stay in sight': async () => {
      for (const name of ['Model', 'Detection Filter', 'Debug', 'Model', 'Debug', 'X-RAY View']) {
        await page.locator('.palette').getByRole('button', { name: new RegExp(`^${name}`) }).click();
        await page.waitForTimeout(400);
        const canvas = await page.locator('.canvas').boundingBox();
        const newest = await page.locator('.react-flow__node.selected').boundingBox();
        assert.ok(newest.x >= canvas.x && newest.x + newest.width <= canvas.x + canvas.width, `${name} is out of sight`);
        assert.ok((await zoom()) >= 0.5, `nobody can read at a zoom of ${await zoom()}`);
      }
      await noneCovered();
      await page.keyboard.press('Escape');
    },
    'an edge passes around the nodes between its ends': async () => {
      const api = `${base}/api/workflow-builder`;
      const made = await page.request.post(`${api}?id=skipping`, { headers: { Origin: base, ...yaml }, data: skipping });
      assert.equal(made.status(), 201, await made.text());
      await page.goto(`${base}/#/w/skipping`);
      await page.locator('.react-flow__edge').nth(2).waitFor({ state: 'attached' });
      await page.waitForTimeout(500);
      const hidden = await page.evaluate(() => [...document.querySelectorAll('.edge-line')].flatMap((line) => {
        const length = line.getTotalLength();
        const [source, target] = line.closest('.react-flow__edge').dataset.id.split('.->');
        const matrix = line.getScreenCTM();
        return Array.from({ length: 60 }, (_, index) => line.getPointAtLength((length * index) / 59).matrixTransform(matrix)).filter(({ x, y }) => [...document.querySelectorAll('.react-flow__node')].some((node) => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return ![source, target.slice(0, -1)].includes(node.dataset.id) && x > left && x < right && y > top && y < bottom;
        })).map(({ x, y }) => `${source} -> ${target} at ${Math.round(x)}, ${Math.round(y)}`);
      }));
      assert.deepEqual(hidden, []);
      await page.request.delete(`${api}/skipping`, { headers: { Origin: base } });
    },
  };
}
