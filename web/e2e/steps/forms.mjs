// Forms and templates: every option of every node type can be reached; what is offered can be run as it is.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { serverApi } from './api.mjs';
import { openEmptyCanvas } from './canvas.mjs';

export function formSteps({ base, page }) {
  const api = serverApi(base, page);
  const blank = () => openEmptyCanvas(base, page);
  const source = () => page.locator('[data-option="source"]');

  return {
    'every option of every node type is in its form, with a control and a word of help': async () => {
      await blank();
      const { node_types: types } = await api.json('/node-types');
      for (const type of types) {
        await page.getByRole('searchbox', { name: 'Search nodes' }).fill(type.type);
        await page.locator('.palette').getByRole('button', { name: new RegExp(`^${type.title}`) }).first().press('Enter');
        const form = page.locator('.inspector');
        await form.getByRole('heading', { name: type.title, exact: true }).waitFor();
        const more = form.getByRole('button', { name: /^Advanced/ });
        if (await more.count() > 0 && (await more.getAttribute('aria-expanded')) === 'false') await more.press('Enter');
        for (const option of type.options) {
          const field = form.locator(`[data-option="${option.name}"]`);
          assert.equal(await field.count(), 1, `${type.type}.${option.name} is not in the form`);
          assert.ok(await field.locator('input, select, textarea, button').count() > 0, `${type.type}.${option.name} has no control`);
          if (option.doc) assert.ok((await field.innerText()).includes(option.doc.split('\n')[0]), `${type.type}.${option.name} says nothing`);
        }
        await page.keyboard.press('Escape');
      }
      assert.equal(await page.locator('.react-flow__node').count(), types.length);
    },
    'edges are made without a mouse, and a loop is not even offered': async () => {
      await page.getByRole('searchbox', { name: 'Search nodes' }).fill('');
      await page.locator('.react-flow__node[data-id="model"]').focus();
      await page.keyboard.press('Enter');
      const connections = page.getByRole('combobox', { name: 'Connect to…' });
      await connections.selectOption({ label: 'detection-filter' });
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 1);
      await page.locator('.palette').getByRole('button', { name: /^Detection Filter/ }).press('Enter');
      await page.getByRole('combobox', { name: 'Take from…' }).selectOption({ label: 'detection-filter' });
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 2);
      const offered = await page.getByRole('combobox', { name: 'Connect to…' }).locator('option').allInnerTexts();
      assert.ok(!offered.includes('detection-filter'), `an edge back is offered: ${offered}`);
    },
    'every template opens as a workflow without faults': async () => {
      const { templates } = await api.json('/templates');
      assert.ok(templates.length >= 6);
      for (const { title } of templates) {
        await page.goto(`${base}/#/`);
        await page.getByRole('button', { name: 'New workflow', exact: true }).click();
        const answer = page.waitForResponse((response) => response.url().endsWith('/validate'));
        await page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${title}`) }).click();
        await page.locator('.react-flow__node').nth(1).waitFor();
        await page.waitForFunction(() => location.hash.startsWith('#/w/'));
        const checked = await (await answer).json();
        const errors = checked.problems.filter((problem) => problem.severity !== 'warning' && problem.warning !== true);
        // A camera's address is the viewer's to give.
        assert.deepEqual(errors.filter((problem) => !problem.place.endsWith('.source')), [], title);
      }
    },
    'a file is uploaded, found among the files, and tried before it is used': async () => {
      const clip = process.env.CLIP;
      if (clip === undefined) return console.log('     CLIP names no video: not tried');
      await blank();
      await page.locator('.palette').getByRole('button', { name: /^Video Input/ }).press('Enter');
      await source().getByRole('button', { name: 'Upload', exact: true }).click();
      await source().getByLabel('Choose a file').setInputFiles({ name: 'from-the-page.avi', mimeType: 'video/avi', buffer: await (await import('node:fs/promises')).readFile(clip) });
      await page.waitForFunction(() => /from-the-page\.avi$/.test(document.querySelector('[data-option="source"] input')?.value ?? ''));
      await source().getByText(/^It works: \d+×\d+/).waitFor();
      await source().getByRole('button', { name: 'Test', exact: true }).click();
      await source().getByText(/^It works: \d+×\d+/).waitFor();
      const frame = source().getByRole('img', { name: 'A frame of the source' });
      await frame.waitFor();
      assert.ok(await frame.evaluate((image) => image.naturalWidth > 0), 'the frame of the source is no picture');
      await source().getByRole('button', { name: 'Files', exact: true }).click();
      await source().getByRole('list', { name: 'Browse files' }).waitFor();
      const roots = source().getByRole('combobox', { name: 'Files' });
      const count = (await roots.count()) === 0 ? 1 : await roots.locator('option').count();
      const wanted = source().getByRole('button', { name: new RegExp(`^${basename('from-the-page.avi')}`) });
      for (let index = 0; index < count && (await wanted.count()) === 0; index += 1) {
        if (count > 1) await roots.selectOption({ index });
        await wanted.waitFor({ timeout: 1500 }).catch(() => undefined);
      }
      await wanted.click();
    },
    'Escape closes the list of files, not the form; a slider keeps what its keys have set': async () => {
      await blank();
      await page.locator('.palette').getByRole('button', { name: /^Model/ }).first().press('Enter');
      const slider = page.locator('[data-option="confidence"] input[type="range"]');
      await slider.focus();
      const before = await slider.inputValue();
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
      const set = await slider.inputValue();
      assert.notEqual(set, before);
      await page.keyboard.press('Escape');
      assert.equal(await slider.inputValue(), set);
      await page.locator('.palette').getByRole('button', { name: /^Video Input/ }).press('Enter');
      await source().getByRole('button', { name: 'Files', exact: true }).click();
      const files = source().getByRole('list', { name: 'Browse files' });
      await files.waitFor();
      await page.keyboard.press('Escape');
      await files.waitFor({ state: 'detached' });
      assert.ok(await source().getByRole('button', { name: 'Files', exact: true }).evaluate((element) => element === document.activeElement), 'the focus is lost after the list');
    },
    'what is wrong with a source is said once, by whoever says it; what is uploaded is tried at once': async () => {
      await source().locator('input').first().fill('ftp://x/y');
      const said = source().getByRole('alert').filter({ hasText: 'sources of this kind are not supported' });
      await said.waitFor();
      await source().getByRole('button', { name: 'Test', exact: true }).click();
      await source().getByRole('button', { name: 'Test', exact: true, disabled: false }).waitFor();
      await page.waitForTimeout(300);
      assert.equal(await said.count(), 1);
      await source().getByRole('button', { name: 'Upload', exact: true }).click();
      const tried = page.waitForResponse((response) => response.url().endsWith('/api/sources/test'));
      await source().getByLabel('Choose a file').setInputFiles({ name: 'no-video.avi', mimeType: 'video/avi', buffer: Buffer.from('these are words') });
      assert.equal((await tried).status(), 422);
      await source().getByRole('alert').filter({ hasText: /no-video/ }).waitFor();
      await page.request.delete(`${base}/api/media?path=no-video.avi`, { headers: { Origin: base } });
    },
    'a source that does not open says why when it is tried': async () => {
      await source().locator('input').first().fill('rtsp://127.0.0.1:9/nothing');
      await source().getByRole('button', { name: 'Test', exact: true }).click();
      await source().getByRole('alert').filter({ hasText: /refused|camera|port/ }).waitFor();
    },
    'a model that is not installed is named at the node and at the field': async () => {
      await api.create('missing-model', 'name: Missing model\nnodes:\n  camera:\n    type: video_input\n    source: "test://pattern"\n  detect:\n    type: model\n    model: yolo11x\nedges:\n  - camera -> detect\n');
      await page.goto(`${base}/#/w/missing-model`);
      await page.locator('.react-flow__node[data-id="detect"]').getByText(/yolo11x is not installed/).waitFor();
      await page.locator('.react-flow__node[data-id="detect"]').click();
      await page.locator('[data-option="model"]').getByText(/is not installed/).first().waitFor();
      assert.ok(await page.getByRole('button', { name: 'Run', exact: true }).isDisabled());
      await api.remove('missing-model');
    },
  };
}
