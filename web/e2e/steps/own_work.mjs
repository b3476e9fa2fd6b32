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
      const other = await context.newPage();
      await other.goto(`${base}/#/w/own-work`);
      await other.locator('.react-flow__node[data-id="view"]').waitFor();
      await rename('Of the first tab');
      await other.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the first tab');
      await rename('Of the second tab', other);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
      await other.close({ runBeforeUnload: false });
      await page.reload();
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
    },
    'a draft of another browser is called what it is, and is no work of this one before it is changed': async () => {
      await page.goto(`${base}/#/`);
      await put('drafted');
      const { version, workflow } = await (await page.request.get(`${api}/drafted`)).json();
      const draft = { base_version: version, document: { ...workflow, name: 'Of another browser' } };
      assert.equal((await page.request.put(`${api}/drafted/draft`, { headers, data: draft })).status(), 200);
      await page.goto(`${base}/#/w/drafted`);
      await page.getByRole('status').filter({ hasText: /^Draft on the server, / }).waitFor();
      assert.equal(await nameField(page).inputValue(), 'Of another browser');
      await page.waitForTimeout(600);
      const kept = () => page.evaluate(() => localStorage.getItem('overwatch.draft.drafted'));
      assert.equal(await kept(), null);
      await rename('Of this browser');
      await page.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
      await page.waitForTimeout(600);
      assert.match(await kept(), /Of this browser/);
      await page.request.delete(`${api}/drafted`, { headers });
      await page.goto(`${base}/#/w/own-work`);
      await page.waitForFunction(() => document.querySelector('.name-field')?.value === 'Of the second tab');
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
