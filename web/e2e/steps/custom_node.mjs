// A node type that is compiled into this server only: in the palette, as a form, with its help, though nothing here names it
// but the test. CUSTOM_NODE is its type.
import assert from 'node:assert/strict';
import { serverApi } from './api.mjs';

export function customNodeSteps({ base, page }) {
  const api = serverApi(base, page);
  const wanted = process.env.CUSTOM_NODE;
  return {
    'a node of another build is in the palette, has a form with help, and runs': async () => {
      const type = (await api.json('/node-types')).node_types.find((each) => each.type === wanted);
      await page.goto(`${base}/#/`);
      await page.getByRole('button', { name: /New workflow|Use a camera/ }).first().click();
      await page.getByRole('button', { name: /^Empty canvas/ }).click();
      await page.getByRole('searchbox', { name: 'Search nodes' }).fill(type.title);
      const entry = page.locator('.palette').getByRole('button', { name: new RegExp(`^${type.title}`) });
      assert.ok((await entry.innerText()).includes(type.doc), 'the palette does not say what it is for');
      await entry.press('Enter');
      for (const option of type.options) {
        const field = page.locator(`[data-option="${option.name}"]`);
        assert.ok((await field.innerText()).includes(option.doc), `${option.name} has no help`);
        assert.equal(await field.locator('input[inputmode]').inputValue(), String(option.default));
      }
      const field = page.locator('[data-option="n"] input[inputmode]');
      await field.fill('0');
      await page.getByText(/^Allowed is 1 to/).waitFor();
      await field.fill('3');
      await page.getByRole('searchbox', { name: 'Search nodes' }).fill('');
      for (const title of ['Video Input', 'X-RAY View']) await page.locator('.palette').getByRole('button', { name: new RegExp(`^${title}`) }).press('Enter');
      await page.getByRole('combobox', { name: 'Take from…' }).selectOption({ label: 'every-nth' });
      await page.locator('.react-flow__node[data-id="video-input"]').focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-option="source"] input').first().fill('test://pattern?size=320x180&fps=15&live=1');
      await page.getByRole('combobox', { name: 'Connect to…' }).selectOption({ label: 'every-nth' });
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.waitForFunction(() => /[\d.]+ fps/.test(document.querySelector('.react-flow__node[data-id="every-nth"] [data-part="figures"]')?.textContent ?? ''));
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
    },
  };
}
