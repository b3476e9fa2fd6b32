// Everything that can be clicked can be reached by Tab, on every page, and shows that it has the focus.
import assert from 'node:assert/strict';
import { serverApi } from './api.mjs';

const tabsMax = 250;

/** Runs in the page: numbers all that takes part in Tab's way and can be seen. Of a group of radio buttons only one does. */
function numberStops() {
  const found = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0 && !element.closest('[inert]'));
  const groups = new Set();
  const stops = found.filter((element) => {
    if (element.type !== 'radio') return true;
    if (groups.has(element.name) || ![...document.getElementsByName(element.name)].some((each) => each.checked && each === element)) return false;
    groups.add(element.name);
    return true;
  });
  stops.forEach((element, index) => (element.dataset.stop = String(index)));
  return stops.length;
}

/** Runs in the page: the number of what has the focus, and whether that is seen. */
function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const ring = (each) => each !== null && (getComputedStyle(each).outlineStyle !== 'none' || getComputedStyle(each).borderStyle !== 'none');
  // Of an edge the line is marked instead, of a hidden input what stands for it.
  const shown = element.matches(':focus-visible') && (ring(element) || element.querySelector('.edge-line') !== null || element.parentElement?.matches(':has(:focus-visible)') === true);
  return { stop: element.dataset.stop ?? '', shown, name: element.outerHTML.slice(0, 140) };
}

export function keyboardSteps({ base, page }) {
  const api = serverApi(base, page);

  async function everyStop(what) {
    const count = await page.evaluate(numberStops);
    assert.ok(count > 0, `${what}: nothing to reach`);
    await page.evaluate(() => document.activeElement?.blur());
    const reached = new Set();
    const unseen = [];
    for (let press = 0; press < Math.min(tabsMax, 2 * count + 10) && reached.size < count; press += 1) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(focused);
      if (now === null || now.stop === '') continue;
      if (!reached.has(now.stop) && !now.shown) unseen.push(now.name);
      reached.add(now.stop);
    }
    const missed = await page.evaluate((seen) => [...document.querySelectorAll('[data-stop]')].filter((element) => element.isConnected && !seen.includes(element.dataset.stop)).map((element) => element.outerHTML.slice(0, 140)), [...reached]);
    await page.evaluate(() => document.querySelectorAll('[data-stop]').forEach((element) => delete element.dataset.stop));
    assert.deepEqual(missed, [], `${what}: not reached by Tab`);
    assert.deepEqual(unseen, [], `${what}: focus is not seen`);
  }

  return {
    'every control of every page is reached by Tab, and shows it': async () => {
      for (const address of ['#/', '#/models', '#/devices', '#/settings', '#/wall', '#/w/demo']) {
        await page.goto(`${base}/${address}`);
        await page.waitForTimeout(400);
        await everyStop(address);
      }
      await page.locator('.react-flow__node[data-id="detect"]').focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-option="confidence"]').waitFor();
      await page.waitForTimeout(200);
      await everyStop('a node and its form');
    },
    'a dialog holds the focus and gives it back': async () => {
      await page.goto(`${base}/#/`);
      const opener = page.getByRole('button', { name: 'New workflow', exact: true });
      await opener.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^Empty canvas/ }).waitFor();
      for (let press = 0; press < 30; press += 1) {
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null), 'Tab leads out of the dialog');
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.ok(await opener.evaluate((element) => element === document.activeElement), 'the focus is lost after the dialog');
    },
    'a workflow is run, watched and stopped by keys alone': async () => {
      await page.goto(`${base}/#/w/demo`);
      await page.locator('.react-flow__node[data-id="view"]').waitFor();
      const state = async () => (await api.json('/demo/status')).state;
      await page.keyboard.down('Control');
      await page.keyboard.down('Enter');
      await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      await page.keyboard.down('Enter');  // a key that is held comes again
      await page.waitForTimeout(500);
      assert.equal(await state(), 'running');
      await page.keyboard.up('Enter');
      await page.keyboard.up('Control');
      await page.getByRole('button', { name: 'Enlarge' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Large picture' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('p');
      await page.getByRole('tabpanel').waitFor();
      await page.keyboard.press('p');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
      for (let look = 0; look < 50 && (await state()) === 'stopping'; look += 1) await page.waitForTimeout(100);
      assert.equal(await state(), 'stopped');
    },
  };
}
