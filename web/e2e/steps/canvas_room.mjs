// What lies over the canvas hides nothing: settings, notices, the tour; and however many nodes there are, all can be shown.
import assert from 'node:assert/strict';
import { apart } from './canvas.mjs';

const yaml = { 'Content-Type': 'application/yaml' };
const watched = 'name: Room\nnodes:\n  camera: {type: video_input, source: vtest.avi, processing_fps: 5, loop: true}\n  detect: {type: model, model: centernet-mb3}\n  view: {type: xray_view}\nedges: [camera -> detect -> view]\n';
const many = Array.from({ length: 60 }, (_, index) => `d${index}`);
const crowd = `name: Crowd\nnodes:\n  camera: {type: video_input, source: vtest.avi}\n${many.map((id) => `  ${id}: {type: debug}\n`).join('')}edges: [${many.map((id) => `camera -> ${id}`).join(', ')}]\nlayout: {nodes: {camera: [0, 0], ${many.map((id, row) => `${id}: [384, ${row * 176}]`).join(', ')}}}\n`;
const within = (inner, outer) => inner.x >= outer.x - 1 && inner.y >= outer.y - 1 && inner.x + inner.width <= outer.x + outer.width + 1 && inner.y + inner.height <= outer.y + outer.height + 1;

export function roomSteps({ base, browser, page }) {
  const api = `${base}/api/workflow-builder`;
  const headers = { Origin: base };
  const node = (on, id) => on.locator(`.react-flow__node[data-id="${id}"]`);
  const settled = (on) => on.waitForTimeout(500);

  async function open(id, document) {
    const made = await page.request.post(`${api}?id=${id}`, { headers: { ...headers, ...yaml }, data: document });
    assert.equal(made.status(), 201, await made.text());
    await page.goto(`${base}/#/w/${id}`);
    await node(page, 'camera').waitFor();
    await settled(page);
  }
  const drop = (id) => page.request.delete(`${api}/${id}`, { headers });
  /** Presses at a node's title and drags it. */
  async function drag(id, right, down) {
    const title = await node(page, id).locator('header').boundingBox();
    await page.mouse.move(title.x + 20, title.y + 8);
    await page.mouse.down();
    await page.mouse.move(title.x + 20 + right / 2, title.y + 8 + down / 2);
    await page.mouse.move(title.x + 20 + right, title.y + 8 + down);
    await page.mouse.up();
  }

  return {
    'settings hide neither their node nor the picture, and give the room back': async () => {
      await open('room', watched);
      const before = await node(page, 'view').boundingBox();
      for (const id of ['camera', 'detect', 'view']) {
        await node(page, id).locator('header').click();
        await settled(page);
        const canvas = await page.locator('.canvas').boundingBox();
        for (const each of [id, 'view']) assert.ok(within(await node(page, each).boundingBox(), canvas), `${each} is hidden while ${id} is set`);
        await page.keyboard.press('Escape');
        await settled(page);
      }
      assert.deepEqual(await node(page, 'view').boundingBox(), before);
    },
    'two drags are two steps to undo': async () => {
      const places = () => page.locator('.react-flow__node').evaluateAll((all) => Object.fromEntries(all.map((each) => [each.dataset.id, each.style.transform])));
      await drag('camera', 0, 64);
      await settled(page);  // its settings open, and the canvas makes room
      const between = await places();
      await drag('detect', 0, 64);
      await settled(page);
      await page.keyboard.press('Control+z');
      await settled(page);
      assert.deepEqual(await places(), between);
      await page.keyboard.press('Escape');
    },
    'a preset that is picked during a run offers the restart': async () => {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.locator('.node [data-xray="picture"]').waitFor();
      await page.getByRole('button', { name: /^Preset/ }).click();
      const choice = page.getByRole('dialog', { name: 'Preset' }).getByRole('button', { name: /^Balanced/ });
      if (await choice.isEnabled()) {
        await choice.click();
        await page.getByText('Balanced is picked. What runs was started with As written.').waitFor();
        await page.getByRole('button', { name: 'Apply and restart' }).click();
        await page.getByRole('button', { name: 'Preset Balanced' }).waitFor();
        await page.getByText('Balanced is picked.').waitFor({ state: 'detached' });
      } else console.log('     its model is not installed: not tried');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
      await drop('room');
    },
    'a notice lies on no node': async () => {
      await open('noticed', watched);
      await page.locator('input[type=file][aria-label="Import over this one"]').setInputFiles({ name: 'file.yaml', mimeType: 'text/yaml', buffer: Buffer.from(watched.replace(' -> view', '')) });
      const notice = page.getByText('to solve before it can run.');
      await notice.waitFor();
      await settled(page);
      for (const each of await page.locator('.react-flow__node').all()) assert.ok(apart(await notice.boundingBox(), await each.boundingBox()));
      await drop('noticed');
    },
    'the tour lies on no node where there is room': async () => {
      const tall = `name: Tall\nnodes:\n  camera: {type: video_input, source: vtest.avi}\n${many.slice(0, 5).map((id) => `  ${id}: {type: debug}\n`).join('')}edges: [${many.slice(0, 5).map((id) => `camera -> ${id}`).join(', ')}]\nlayout: {nodes: {camera: [0, 640], ${many.slice(0, 5).map((id, row) => `${id}: [384, ${row * 160}]`).join(', ')}}}\n`;
      assert.equal((await page.request.post(`${api}?id=tall`, { headers: { ...headers, ...yaml }, data: tall })).status(), 201);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      const visitor = await context.newPage();
      await visitor.goto(`${base}/#/w/tall`);
      await node(visitor, 'd4').waitFor();
      await settled(visitor);
      const tour = await visitor.getByRole('region', { name: 'First steps' }).boundingBox();
      for (const each of await visitor.locator('.react-flow__node').all()) assert.ok(apart(tour, await each.boundingBox()));
      await context.close();
      await drop('tall');
    },
    'a message lies on no control, on a desk and on a phone': async () => {
      await open('told', watched);
      const size = page.viewportSize();
      for (const [width, height] of [[1280, 800], [360, 740]]) {
        await page.setViewportSize({ width, height });
        for (const panel of [false, true]) {
          if (panel) await page.getByRole('tab', { name: 'Log' }).click();
          await settled(page);
          await page.evaluate(() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', 'no workflow');
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
          });
          await page.getByText('What you pasted is no workflow.').waitFor();
          const covered = await page.evaluate(() => {
            const box = (element) => element.getBoundingClientRect();
            const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const controls = [...document.querySelectorAll('button, a[href], input, select')].filter((each) => each.checkVisibility() && !each.closest('.toasts, .react-flow__node'));
            return [...document.querySelectorAll('.toasts > li')].flatMap((toast) => controls.filter((each) => meets(box(toast), box(each))).map((each) => each.outerHTML.slice(0, 120)));
          });
          assert.deepEqual(covered, [], `${width} × ${height}${panel ? ', a panel open' : ''}`);
          await page.getByRole('button', { name: 'Dismiss' }).click();
        }
        await page.getByRole('button', { name: 'Close the panels' }).click();
      }
      await page.setViewportSize(size);
      await drop('told');
    },
    'a node is as large on a wall of screens as on a desk, so that what is arranged lies apart': async () => {
      const views = 'name: Views\nnodes:\n  camera: {type: video_input, source: vtest.avi}\n  a: {type: xray_view}\n  b: {type: xray_view}\n  c: {type: xray_view}\n  d: {type: debug}\nedges: [camera -> a, camera -> b, camera -> c, camera -> d]\n';
      const size = page.viewportSize();
      const sizes = [];
      for (const [width, height] of [[1280, 800], [2560, 1440], [3840, 2160]]) {
        await page.setViewportSize({ width, height });
        await open('views', views);
        await page.keyboard.press('l');
        await settled(page);
        const boxes = await Promise.all(['camera', 'a', 'b', 'c', 'd'].map((id) => node(page, id).boundingBox()));
        boxes.forEach((box, at) => boxes.slice(0, at).forEach((other) => assert.ok(apart(box, other), `nodes lie on each other at ${width} × ${height}`)));
        sizes.push(await node(page, 'a').evaluate(({ offsetWidth, offsetHeight }) => `${offsetWidth} × ${offsetHeight}`));
        await drop('views');
      }
      assert.equal(new Set(sizes).size, 1, sizes.join(', '));
      await page.setViewportSize(size);
    },
    'all nodes are shown on demand, however many, and many siblings are arranged beside each other': async () => {
      await open('crowd', crowd);
      const shown = () => page.evaluate(() => {
        const outer = document.querySelector('.canvas').getBoundingClientRect();
        return [...document.querySelectorAll('.react-flow__node')].filter((each) => {
          const { left, top, right, bottom } = each.getBoundingClientRect();
          return left >= outer.left && top >= outer.top && right <= outer.right && bottom <= outer.bottom;
        }).length;
      });
      const begins = await shown();
      assert.ok(begins > 1 && begins < 61, `it begins with ${begins} nodes, of which nobody can read one`);
      await page.getByRole('button', { name: 'Show all' }).click();
      await settled(page);
      assert.equal(await shown(), 61);
      const { height } = await node(page, 'd0').boundingBox();
      await page.keyboard.press('l');
      await settled(page);
      assert.equal(await shown(), 61);
      assert.ok((await node(page, 'd0').boundingBox()).height > 3 * height, 'they are no larger than in one column');
      await drop('crowd');
    },
    'on a phone the canvas begins with the picture, clear of the tour, and a finger hits all there is': async () => {
      assert.equal((await page.request.post(`${api}?id=phone`, { headers: { ...headers, ...yaml }, data: watched.replace('centernet-mb3', 'centernet-mb3, classes: [person, car]') })).status(), 201);
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
      const phone = await context.newPage();
      await phone.goto(`${base}/#/w/phone`);
      const tour = phone.getByRole('region', { name: 'First steps' });
      await tour.waitFor();
      await settled(phone);
      const picture = await node(phone, 'view').boundingBox();
      assert.ok(picture.x >= 0 && picture.x + picture.width <= 360 && apart(picture, await tour.boundingBox()));
      await phone.getByRole('button', { name: 'Skip' }).tap();
      await node(phone, 'detect').tap();
      await settled(phone);
      assert.ok(apart(await node(phone, 'detect').boundingBox(), await phone.locator('.inspector').boundingBox()));
      await phone.getByRole('button', { name: /^Advanced/ }).tap();
      const small = await phone.evaluate(() => [...document.querySelectorAll('button, select, label.segment')].filter((each) => {
        const { width, height } = each.getBoundingClientRect();
        return width > 0 && (width < 35.5 || height < 35.5) && each.closest('.react-flow__viewport') === null;
      }).map((each) => each.ariaLabel ?? each.textContent));
      assert.deepEqual(small, []);
      await context.close();
      await drop('phone');
    },
  };
}
