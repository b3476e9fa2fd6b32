// What people get wrong or do not know: files of another shape, words of their own, models that no node can run.
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from './access.mjs';

const yaml = { 'Content-Type': 'application/yaml' };
const plain = 'name: Mistakes\nnodes:\n  camera: {type: video_input, source: vtest.avi}\n  detect: {type: model, model: centernet-mb3}\n  view: {type: xray_view}\nedges: [camera -> detect -> view]\n';
const words = { rtsp: 'Video Input', yolo: 'Model', save: 'File Output', record: 'File Output', count: 'Model', viewer: 'X-RAY View', display: 'X-RAY View', person: 'Model', detect: 'Model' };

export function mistakeSteps({ base, page }) {
  const api = `${base}/api/workflow-builder`;
  const headers = { Origin: base };
  const nodes = () => page.locator('.react-flow__node').count();
  const bring = (text) => page.locator('input[type=file][aria-label="Import over this one"]').setInputFiles({ name: 'file.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
  const row = (text) => page.locator('#drawer-panel li').filter({ hasText: text });

  return {
    'an import says with its line what would be lost, and replaces nothing': async () => {
      assert.equal((await page.request.post(`${api}?id=mistakes`, { headers: { ...headers, ...yaml }, data: plain })).status(), 201);
      await page.goto(`${base}/#/w/mistakes`);
      await page.locator('.react-flow__node[data-id="detect"]').waitFor();
      await bring('name: T\nnodes:\n  - id: camera\n    type: video_input\n');
      await page.getByText("nodes (line 3, column 3): is not a map of at least one node: 'id: {type: …}'.").waitFor();
      await bring('nodes: {camera: {type: video_input}}\nedges: [{from: camera, to: view}]\n');
      await page.getByText("edges[0] (line 2, column 9): an edge is written 'a -> b' or 'a.port -> b.port'.").waitFor();
      assert.equal(await nodes(), 3);
    },
    'an edge that a file has twice is one, and what is not kept of a file is said': async () => {
      await bring(`# by hand\n${plain}`.replace('edges: [', 'edges: [camera -> detect, '));
      await page.getByText('edges[1] (line 7): this edge is there already, and is taken once. Comments of the file are not kept (the first is in line 1).').waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 2);
      await bring('nodes: {a: {type: debug}}\n---\nnodes: {a: {type: debug}}\n');
      await page.getByText('The text holds several documents (a line with --- begins another): keep one.').waitFor();
      assert.equal(await nodes(), 3);
    },
    'an edge without an end is named, of an import and of a paste, and so is what is nested too deeply': async () => {
      const loose = plain.replace('edges: [', 'edges: [nope -> view, ');
      await bring(loose);
      await page.getByText("edges[0] (line 6): there is no node 'nope', so this edge is not drawn.").waitFor();
      await bring(plain);
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      }, loose);
      await page.getByText("edges[0] (line 6): there is no node 'nope', so this edge is left out.").waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__node').length === 6);
      await page.keyboard.press('Control+z');
      await bring(`${plain}layout: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`);
      await page.getByText('Nested too deeply, at most 16 levels.').waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.react-flow__node').length === 3);
    },
    'a key that the engine does not take is taken out by its row': async () => {
      await bring(`foo: bar\n${plain}`.replace('Mistakes', '2024'));
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === '2024');
      await page.getByRole('tab', { name: /^Problems/ }).click();
      await row("unknown key 'foo'").getByRole('button', { name: 'Take “foo” out' }).click();
      await page.getByText('Nothing is wrong.').waitFor();
      assert.ok(await page.getByRole('button', { name: 'Run', exact: true }).isEnabled());
    },
    'a node with a bad name is led to, and renamed': async () => {
      await bring(plain.replaceAll('camera', 'My Camera'));
      await row("a node's id is made of").getByRole('button').click();
      const name = page.getByRole('textbox', { name: 'Name in the file' });
      assert.equal(await name.inputValue(), 'My Camera');
      await name.fill('my-camera');
      await name.press('Enter');
      await page.getByText('Nothing is wrong.').waitFor();
      assert.equal(await page.locator('.react-flow__edge').count(), 2);
    },
    'a model that no node can run is said before the start, and is not offered': async () => {
      const { installed } = await (await page.request.get(`${base}/api/models`)).json();
      const name = 'osnet_x0_25_msmt17';
      if (!installed.some((model) => model.name === name)) return console.log(`     ${name} is not installed: not tried`);
      await bring(plain.replace('centernet-mb3', name));
      await row('outputs are not understood').getByRole('button').click();
      assert.ok(await page.getByRole('button', { name: 'Run', exact: true }).isDisabled());
      await page.locator('[data-option="model"] button').first().click();
      await page.getByRole('dialog', { name: 'Choose a model' }).getByRole('button', { name: new RegExp(`^${name}.*not understood`), disabled: true }).waitFor();
      await page.keyboard.press('Escape');
    },
    'a model that comes while the page is open frees the start, without a touch': async () => {
      const folder = process.env.MODELS;
      if (folder === undefined) return console.log('     MODELS is not set: not tried');
      const [file] = readdirSync(folder);
      await bring(plain.replace('centernet-mb3', 'comes-late'));
      await row('comes-late').first().waitFor();
      assert.ok(await page.getByRole('button', { name: 'Run', exact: true }).isDisabled());
      assert.equal(await axeFindings(page), '', 'the list of problems');
      copyFileSync(join(folder, file), join(folder, 'comes-late.onnx'));
      await page.getByText('Nothing is wrong.').waitFor();
      assert.ok(await page.getByRole('button', { name: 'Run', exact: true }).isEnabled());
      rmSync(join(folder, 'comes-late.onnx'));
    },
    'nodes are found by the words of newcomers': async () => {
      const search = page.getByRole('searchbox', { name: 'Search nodes' });
      for (const [word, title] of Object.entries(words)) {
        await search.fill(word);
        await page.locator('.palette').getByRole('button', { name: new RegExp(`^${title}`) }).waitFor();
      }
      await search.fill('');
      await page.getByRole('button', { name: 'Close the panels' }).click();
      await page.request.delete(`${api}/mistakes`, { headers });
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft.mistakes')).forEach((key) => localStorage.removeItem(key)));
    },
  };
}
