// One's own unsaved work: saved twice in a row, in two tabs, copied, deleted and brought back.
import assert from 'node:assert/strict';

const yaml = { 'Content-Type': 'application/yaml' };
const document = (name) => `name: ${name}\nnodes:\n  camera:\n    type: video_input\n    source: test://pattern\n  view:\n    type: xray_view\nedges:\n  - camera -> view\n`;

export function ownWorkSteps({ base, context, page }) {
  const api = `${base}/api/workflow-builder`;
  const headers = { Origin: base };
  const put = async (id) => {
    const made = await page.request.post(`${api}?id=${id}`, { headers: { ...headers, ...yaml }, data: document('Own work') });
    assert.equal(made.status(), 201, await made.text());
  };
  const nameField = (where) => where.getByRole('textbox', { name: 'Workflow name' });
  const rename = async (name, where = page) => {
    await nameField(where).fill(name);
    await nameField(where).blur();
  };
  const more = async (entry) => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  const quality = (where) => where.locator('[data-option="jpeg_quality"] input[inputmode]');
  const select = (where) => where.locator('.react-flow__node[data-id="view"] header').click();
  const tab = async (id) => {
    const other = await context.newPage();
    await other.goto(`${base}/#/w/${id}`);
    await other.locator('.react-flow__node[data-id="view"]').waitFor();
    return other;
  };
  const stored = async () => (await (await page.request.get(api)).json()).workflows;

  return {
    'saving twice on a slow line is no conflict with oneself': async () => {
      await put('own-work');
      await page.goto(`${base}/#/w/own-work`);
      await page.locator('.react-flow__node[data-id="view"]').waitFor();
      await page.route('**/api/workflow-builder/own-work', async (route) => {
        if (route.request().method() === 'PUT') await new Promise((resolve) => setTimeout(resolve, 700));
        await route.continue();
      });
      await rename('First');
      await page.keyboard.press('Control+s');
      await page.waitForTimeout(100);
      await rename('Second');
      await page.keyboard.press('Control+s');
      await page.waitForFunction(async (address) => (await (await fetch(address)).json()).name === 'Second', `${api}/own-work`);
      assert.equal(await page.getByRole('dialog').count(), 0, 'nobody else saved');
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    },
    'two tabs of a browser show the same unsaved work': async () => {
      const other = await tab('own-work');
      await rename('Of the first tab');
      await other.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the first tab');
      await rename('Of the second tab', other);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
      await other.close({ runBeforeUnload: false });
      await page.reload();
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
    },
    'edits in two tabs at the same time both hold, and each keeps its way back': async () => {
      const other = await tab('own-work');
      await select(page);
      await quality(page).fill('33');
      await rename('At the same time', other);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'At the same time');
      assert.equal(await quality(page).inputValue(), '33', 'the edit of this tab, and its inspector');
      await select(other);
      await other.waitForFunction(() => document.querySelector('[data-option="jpeg_quality"] input[inputmode]')?.value === '33');
      await page.getByRole('button', { name: 'Undo: changes of another tab' }).click();
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
      assert.equal(await quality(page).inputValue(), '33');
      await other.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
      await other.close({ runBeforeUnload: false });
    },
    'what the other tab stores is no conflict': async () => {
      const other = await tab('own-work');
      await select(page);
      await quality(page).fill('34');
      await other.getByText('Kept in this browser').waitFor();
      await select(other);
      await other.waitForFunction(() => document.querySelector('[data-option="jpeg_quality"] input[inputmode]')?.value === '34');
      await other.keyboard.press('Control+s');
      await page.getByRole('status').filter({ hasText: /^Version / }).waitFor();
      await page.waitForTimeout(1000);
      for (const where of [page, other]) assert.equal(await where.getByRole('dialog').count(), 0, 'nobody else saved');
      await other.close({ runBeforeUnload: false });
    },
    'unsaved work is said in the list, is renamed with its workflow, and is no conflict after that': async () => {
      await select(page);
      await quality(page).fill('35');
      await page.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
      await page.goto(`${base}/#/`);
      const card = page.getByRole('listitem').filter({ has: page.locator('a[href="#/w/own-work"]') });
      await card.getByText(/^Unsaved changes; Start runs version \d+$/).waitFor();
      await card.getByRole('button', { name: /^More for / }).click();
      await page.getByRole('menuitem', { name: 'Rename' }).click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Of the list');
      await page.keyboard.press('Enter');
      await card.getByRole('link', { name: 'Open Of the list' }).waitFor();
      await page.waitForTimeout(500);
      await page.goto(`${base}/#/w/own-work`);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the list');
      await page.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
      assert.equal(await page.getByRole('dialog').count(), 0, 'a conflict with oneself');
      await select(page);
      assert.equal(await quality(page).inputValue(), '35');
      await rename('Of the second tab');
    },
    'a double click on Run runs it, and a click after that stops it': async () => {
      await put('clicked-twice');
      await page.goto(`${base}/#/w/clicked-twice`);
      await page.locator('.react-flow__node[data-id="view"]').waitFor();
      const asked = [];
      const listen = (request) => request.method() === 'POST' && /\/(execute|stop)$/.test(request.url()) && asked.push(request.url().replace(/.*\//, ''));
      page.on('request', listen);
      await page.getByRole('button', { name: 'Run', exact: true }).dblclick();
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await page.waitForTimeout(600);
      assert.deepEqual(asked, ['execute']);
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
      page.off('request', listen);
      await page.goto(`${base}/#/w/own-work`);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
      await page.request.delete(`${api}/clicked-twice`, { headers });
    },
    'what is deleted elsewhere is said, and can be stored again': async () => {
      const other = await tab('own-work');
      await page.request.delete(`${api}/own-work`, { headers });
      await other.getByText('This workflow was deleted elsewhere.').waitFor();
      assert.ok(await other.getByRole('button', { name: 'Run', exact: true }).isDisabled());
      await other.reload();
      await other.getByRole('button', { name: 'Store again' }).click();
      await other.getByText('This workflow was deleted elsewhere.').waitFor({ state: 'detached' });
      // It comes back as it was stored, then the canvas is stored.
      const nameNow = async () => (await (await page.request.get(`${api}/own-work`)).json()).name;
      for (let look = 0; look < 50 && (await nameNow()) !== 'Of the second tab'; look += 1) await page.waitForTimeout(100);
      assert.equal(await nameNow(), 'Of the second tab');
      await page.getByText('This workflow was deleted elsewhere.').waitFor({ state: 'detached' });
      await put('for-good');
      await other.goto(`${base}/#/w/for-good`);
      await other.locator('.react-flow__node[data-id="view"]').waitFor();
      await page.request.delete(`${api}/for-good`, { headers });
      await other.getByRole('button', { name: 'Discard', exact: true }).click();
      await other.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
      await other.close({ runBeforeUnload: false });
    },
    'a draft of another browser is told, not taken, and stays when this one saves': async () => {
      await page.goto(`${base}/#/`);
      await put('drafted');
      const { version, workflow } = await (await page.request.get(`${api}/drafted`)).json();
      const draft = { base_version: version, document: { ...workflow, name: 'Of another browser' } };
      assert.equal((await page.request.put(`${api}/drafted/draft?keeper=another`, { headers, data: draft })).status(), 200);
      await page.goto(`${base}/#/w/drafted`);
      await page.getByText('Another browser has unsaved changes of this workflow').waitFor();
      assert.equal(await nameField(page).inputValue(), 'Own work');
      await rename('Of this browser');
      await page.keyboard.press('Control+s');
      await page.getByRole('status').filter({ hasText: /^Version 2/ }).waitFor();
      await page.getByRole('button', { name: 'Not now' }).click();
      await page.getByText('Another browser has unsaved changes of this workflow').waitFor({ state: 'detached' });
      assert.equal((await page.request.get(`${api}/drafted/draft?keeper=another`)).status(), 200);
      await page.request.delete(`${api}/drafted`, { headers });
      await page.goto(`${base}/#/w/own-work`);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
    },
    'what the browser has no room for is said, and asked about before the page is left, until somebody has it': async () => {
      const asks = () => page.evaluate(() => {
        const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event);
        return event.defaultPrevented;
      });
      const state = (text) => page.getByRole('status').filter({ hasText: text });
      await page.goto(`${base}/#/`);
      await page.evaluate(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      });
      await page.getByRole('button', { name: 'New workflow', exact: true }).click();
      await page.getByRole('button', { name: /^Empty canvas/ }).click();
      await rename('Roomless');
      await state('Not kept: this browser has no room').waitFor();
      assert.ok(await asks());
      await page.getByRole('link', { name: 'Workflows' }).first().click();
      await page.getByText(/^Not kept: this browser has no room/).waitFor();
      assert.ok(await asks(), 'in the list, too');
      await page.goto(`${base}/#/w/own-work`);
      await page.locator('.react-flow__node[data-id="view"]').waitFor();
      await rename('With the server');
      await state('Kept on the server').waitFor();
      await page.reload();
      await page.getByText('has unsaved changes of this workflow').waitFor();
      assert.equal(await asks(), false);
      await page.getByRole('button', { name: 'Not now' }).click();
      assert.equal(await nameField(page).inputValue(), (await stored()).find(({ id }) => id === 'own-work').name);
    },
    'a comment is opened and left by keys': async () => {
      await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
      await page.keyboard.press('c');
      await page.locator('.note-comment.note-chosen').waitFor();
      const field = page.getByRole('textbox', { name: 'Comment text' });
      for (const key of ['F2', 'Enter']) {
        await page.keyboard.press(key);
        await field.waitFor();
        await page.keyboard.press('Escape');
        await field.waitFor({ state: 'detached' });
        await page.waitForTimeout(100);
      }
      await page.keyboard.press('Delete');
      await page.locator('.note-comment').waitFor({ state: 'detached' });
    },
    'a comment is written where the caret stands': async () => {
      await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
      await page.keyboard.press('c');
      await page.locator('.note-comment').dblclick();
      const field = page.getByRole('textbox', { name: 'Comment text' });
      await field.fill('');
      await page.keyboard.type('door camera');
      await page.keyboard.press('Home');
      await page.keyboard.type('ABC ');
      assert.equal(await field.inputValue(), 'ABC door camera');
      await page.keyboard.press('Escape');
      await page.locator('.note-comment').getByText('ABC door camera').waitFor();
    },
    'a copy holds what is on the canvas': async () => {
      await more('Duplicate');
      await page.getByText('“Of the second tab copy” is stored beside it.').waitFor();
      const copy = (await stored()).find(({ name }) => name === 'Of the second tab copy');
      assert.ok(copy !== undefined);
      await page.request.delete(`${api}/${copy.id}`, { headers });
    },
    'what is deleted from the builder is gone with its unsaved work, and comes back with it': async () => {
      await more('Delete');
      await page.getByText('Of the second tab is deleted.').or(page.getByText('Second is deleted.')).waitFor();
      await page.waitForFunction(() => location.hash === '#/' || location.hash === '');
      await page.waitForTimeout(600);
      assert.equal(await page.locator('a[href="#/w/own-work"]').count(), 0, 'no card of its draft is left');
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.locator('a[href="#/w/own-work"]').first().waitFor();
      await page.goto(`${base}/#/w/own-work`);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
      await page.request.delete(`${api}/own-work`, { headers });
    },
  };
}
