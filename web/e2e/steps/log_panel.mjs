// The log beside the canvas: its newest lines, of all or of one workflow.
import assert from 'node:assert/strict';
import { patternYaml, serverApi } from './api.mjs';

const ids = ['logged', 'logged-2'];

export function logPanelSteps({ base, page }) {
  const api = serverApi(base, page);
  const list = page.locator('ol[aria-label="Log"]');
  const newest = page.getByRole('button', { name: 'Newest', exact: true });
  const fromEnd = () => list.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
  const lines = () => list.locator('li').allInnerTexts();
  /** Until there are more lines than now. */
  const grown = async () => {
    const before = await list.evaluate((element) => element.textContent);
    await page.waitForFunction((text) => document.querySelector('ol[aria-label="Log"]').textContent !== text, before);
  };

  return {
    'the log begins with its newest line and follows it': async () => {
      for (const id of ids) {
        await api.create(id, patternYaml(id, 'test://pattern?size=320x180&fps=10&live=1'));
        await api.run(id);
      }
      await page.goto(`${base}/#/w/${ids[0]}`);
      await page.getByRole('tab', { name: 'Log' }).click();
      await page.waitForFunction(() => document.querySelectorAll('ol[aria-label="Log"] li').length > 30);
      assert.ok((await fromEnd()) < 2, 'it begins elsewhere');
      await grown();
      assert.ok((await fromEnd()) < 2, 'it does not follow');
      assert.equal(await newest.count(), 0);
    },
    'it stays where it is read, says so, and leads back': async () => {
      await list.evaluate((element) => (element.scrollTop = 0));
      await newest.waitFor();
      await grown();
      assert.equal(await list.evaluate((element) => element.scrollTop), 0);
      await newest.click();
      await newest.waitFor({ state: 'detached' });
      await grown();
      assert.ok((await fromEnd()) < 2, 'it does not follow any more');
    },
    'an answer that does not come is asked for again': async () => {
      await page.route('**/api/log?*', (route) => route.abort('connectionrefused'), { times: 2 });
      await page.waitForTimeout(2500);
      await grown();
    },
    'of one workflow there are no lines of another, whose name only begins like it': async () => {
      await page.getByRole('checkbox', { name: 'This workflow only' }).check();
      const own = await lines();
      assert.ok(own.length > 5 && own.every((line) => !line.includes(ids[1])), own.find((line) => line.includes(ids[1])));
      await page.getByRole('button', { name: 'Close the panels' }).click();
      for (const id of ids) {
        await api.stop(id);
        await api.remove(id);
      }
    },
  };
}
