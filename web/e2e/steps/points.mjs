// An area drawn on a live still, by mouse, by finger and by keys; what it does to what is seen; and the editor under axe.
import assert from 'node:assert/strict';
import { axeFindings } from './access.mjs';
import { serverApi } from './api.mjs';

const id = 'area';
const workflow = `name: Area
nodes:
  camera:
    type: video_input
    source: vtest.avi
    loop: true
  detect:
    type: model
    model: centernet-mb3
    confidence: 0.3
  people:
    type: detection_filter
  view:
    type: xray_view
edges:
  - camera -> detect -> people -> view
`;

/** Runs in the page: where everything stands that the view shows in so many pictures, as fractions of the picture. */
function standingPoints({ id, pictures }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/api/ws/xray/${id}/view`);
    socket.binaryType = 'arraybuffer';
    const found = [];
    let left = pictures;
    socket.onerror = () => reject(new Error('no live pictures'));
    socket.onmessage = ({ data }) => {
      if (!(data instanceof ArrayBuffer) || left === 0) return;
      const header = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, new DataView(data).getUint32(0, true))));
      found.push(...header.detections.map(({ box: [x1, , x2, y2] }) => ({ x: (x1 + x2) / 2 / header.source_width, y: y2 / header.source_height })));
      left -= 1;
      if (left > 0) return;
      socket.close();
      resolve(found);
    };
  });
}

export function pointSteps({ base, page, browser, patienceMs }) {
  const api = serverApi(base, page);
  const dialog = () => page.getByRole('dialog', { name: 'Draw an area' });
  const picture = () => dialog().getByRole('group', { name: 'The picture to draw on' });
  const points = () => dialog().locator('[data-point]');
  const done = () => dialog().getByRole('button', { name: 'Done' });
  const field = () => page.locator('[data-option="area"]');
  const differing = async () => (await api.json(`/${id}/status`)).differs;

  const openNode = async () => {
    await page.locator('.react-flow__node[data-id="people"] header').click();
    await field().waitFor();
  };
  const openEditor = async () => {
    await field().getByRole('button', { name: /^(Draw|Change)/ }).click();
    await dialog().waitFor();
  };
  const place = async (x, y) => {
    const box = await picture().boundingBox();
    return [box.x + x * box.width, box.y + y * box.height];
  };
  const click = async (x, y) => page.mouse.click(...(await place(x, y)));
  const drag = async (from, to) => {
    await page.mouse.move(...(await place(...from)));
    await page.mouse.down();
    await page.mouse.move(...(await place((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)));
    await page.mouse.move(...(await place(...to)));
    await page.mouse.up();
  };
  /** The live change that the page sends. */
  const applied = () => page.waitForResponse((response) => response.url().endsWith('/nodes/people/options') && response.request().method() === 'PATCH').then((response) => response.json());
  const seen = (pictures) => page.evaluate(standingPoints, { id, pictures });
  /** Frames from before the change may still be on their way. */
  const comesTrue = async (holds, what) => {
    const deadline = Date.now() + patienceMs;
    for (let last = await seen(15); ; last = await seen(15)) {
      if (holds(last)) return;
      assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(last.slice(0, 8))}`);
    }
  };

  return {
    'an area is drawn with the mouse on a live still, and what stands outside vanishes': async () => {
      await api.create(id, workflow);
      await api.run(id);
      await page.goto(`${base}/#/w/${id}`);
      await openNode();
      await comesTrue((found) => found.some(({ x }) => x > 0.55) && found.some(({ x }) => x < 0.45), 'people on both sides');
      await openEditor();
      await page.waitForFunction(() => (document.querySelector('.points-still')?.naturalWidth ?? 0) > 0);
      await dialog().getByText('What comes into this node now.').waitFor();
      await click(0.01, 0.02);
      await click(0.5, 0.02);
      await dialog().getByText('1 more point needed.').waitFor();
      assert.ok(await done().isDisabled());
      await click(0.5, 0.99);
      await click(0.02, 0.97);
      assert.equal(await points().count(), 4);
      await drag([0.02, 0.97], [-0.03, 1.02]);
      await dialog().getByText('An area of 4 points.').waitFor();
      const change = applied();
      await done().click();
      const { applied: names, options } = await change;
      assert.deepEqual(names, ['area']);
      assert.equal(options.area.length, 4);
      assert.deepEqual(options.area[3], [0, 1]);
      assert.ok(options.area.every(([x]) => x < 0.51), JSON.stringify(options.area));
      assert.deepEqual(await differing(), ['nodes.people.area']);
      await comesTrue((found) => found.length > 0 && found.every(({ x }) => x <= 0.51), 'people on the left only');
      await field().getByText('4 points').waitFor();
    },
    'undo takes the area back, live, and redo brings it again': async () => {
      let change = applied();
      await page.locator('.react-flow__node[data-id="people"]').focus();
      await page.keyboard.press('Control+z');
      assert.equal((await change).options.area ?? null, null);
      await field().getByText('Not drawn').waitFor();
      change = applied();
      await page.keyboard.press('Control+Shift+z');
      assert.equal((await change).options.area.length, 4);
    },
    'points are put between, moved, taken away and undone; what crosses itself is said and cannot be kept': async () => {
      await openEditor();
      await click(0.25, 0.02);
      assert.equal(await points().count(), 5, 'a click on a side puts a point there');
      await drag([0.25, 0.02], [0.25, 0.3]);
      const [x, y] = await place(0.25, 0.3);
      await page.mouse.dblclick(x, y);
      assert.equal(await points().count(), 4, 'a double click takes a point away');
      await page.keyboard.press('Control+z');
      assert.equal(await points().count(), 5);
      await drag([0.25, 0.3], [0.8, 0.5]);
      await dialog().getByRole('alert').filter({ hasText: /^The area crosses itself: its side from point \d to \d meets that from \d to \d/ }).waitFor();
      assert.ok(await done().isDisabled());
      await page.keyboard.press('Control+z');
      await dialog().getByRole('alert').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await field().getByText('4 points').waitFor();
    },
    'an area is drawn by keys alone': async () => {
      await field().getByRole('button', { name: /^Change/ }).focus();
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      const clear = dialog().getByRole('button', { name: 'Clear' });
      await clear.focus();
      await page.keyboard.press('Enter');
      await dialog().getByText('Nothing is drawn yet.').waitFor();
      const add = dialog().getByRole('button', { name: 'Add point' });
      await add.focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-point') === '0');
      for (const index of ['1', '2', '3']) {
        await page.keyboard.press('a');
        await page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-point') === wanted, index);
      }
      await page.keyboard.press('Delete');
      await page.waitForFunction(() => document.activeElement?.getAttribute('data-point') === '2');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      for (let press = 0; press < 6; press += 1) await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('ArrowDown');
      await dialog().getByRole('button', { name: 'Point 1 of 3: 0.0 % from the left, 30.5 % from the top' }).waitFor();
      const change = applied();
      await done().focus();
      await page.keyboard.press('Enter');
      assert.deepEqual((await change).options.area, [[0, 0.305], [0.75, 0.25], [0.75, 0.75]]);
      assert.ok(await field().getByRole('button', { name: /^Change/ }).evaluate((element) => element === document.activeElement), 'the focus is lost after the dialog');
    },
    'axe finds nothing serious in the editor, in both themes': async () => {
      const before = await page.evaluate(() => document.documentElement.dataset.theme);
      await openEditor();
      for (const theme of ['dark', 'light']) {
        await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
        await page.waitForTimeout(200);
        assert.equal(await axeFindings(page), '', theme);
      }
      await page.evaluate((name) => (document.documentElement.dataset.theme = name), before);
      await page.keyboard.press('Escape');
    },
    'a finger draws on a narrow screen, on a frame of the source when nothing runs': async () => {
      await api.stop(id);
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
      const phone = await context.newPage();
      phone.setDefaultTimeout(patienceMs);
      await phone.goto(`${base}/#/w/${id}`);
      // On so narrow a canvas the node may lie outside.
      await phone.locator('.react-flow__node[data-id="people"]').focus();
      await phone.keyboard.press('Enter');
      await phone.locator('[data-option="area"]').getByRole('button', { name: /^(Draw|Change)/ }).tap();
      const editor = phone.getByRole('dialog', { name: 'Draw an area' });
      await editor.getByText('The first frame of the source, as this does not run.').waitFor();
      await phone.waitForFunction(() => (document.querySelector('.points-still')?.naturalWidth ?? 0) > 0);
      const clear = editor.getByRole('button', { name: 'Clear' });
      if (await clear.isEnabled()) await clear.tap();
      const box = await editor.locator('.points-picture').boundingBox();
      for (const [x, y] of [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]) await phone.touchscreen.tap(box.x + x * box.width, box.y + y * box.height);
      assert.equal(await editor.locator('[data-point]').count(), 3);
      const small = await editor.locator('button:visible').evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect()).filter(({ width, height }) => width < 35.5 || height < 35.5).length);
      assert.equal(small, 0, 'a target is smaller than a finger');
      assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page is wider than the screen');
      await editor.getByRole('button', { name: 'Done' }).tap();
      await phone.locator('[data-option="area"]').getByText('3 points').waitFor();
      await context.close();
      await page.goto(`${base}/#/`);
      await api.remove(id);
    },
  };
}
