// axe-core over every page in both themes: nothing serious, nothing critical.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Evaluated, not added as a script: the page's Content-Security-Policy refuses scripts of others, as it should.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is serious or critical on the page as it stands, a line each. */
export async function axeFindings(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
  return found.join('\n');
}

export function accessSteps({ base, page, complaints }) {
  const check = async (what) => assert.equal(await axeFindings(page), '', what);

  async function everyPage(theme) {
    await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
    for (const address of ['#/', '#/models', '#/devices', '#/settings', '#/wall', '#/w/demo']) {
      await page.goto(`${base}/${address}`);
      await page.waitForTimeout(400);
      await check(`${theme} ${address}`);
    }
    await page.locator('.react-flow__node[data-id="detect"] header').click();
    await page.getByRole('tab', { name: 'Performance' }).click();
    await page.locator('.uplot').waitFor();
    await check(`${theme}, a node and the panels`);
    await page.keyboard.press('Escape');
    await page.goto(`${base}/#/`);
    await page.getByRole('button', { name: 'New workflow', exact: true }).click();
    await check(`${theme}, a new workflow`);
    await page.keyboard.press('Escape');
    await page.goto(`${base}/#/models`);
    await page.getByRole('button', { name: 'centernet-mb3', exact: true }).click();
    await page.getByRole('dialog').getByText('MIT').waitFor();
    await check(`${theme}, a model`);
    await page.keyboard.press('Escape');
    await page.goto(`${base}/#/w/demo`);
    await page.locator('.react-flow__node[data-id="detect"] header').click();
    const confidence = page.locator('[data-option="confidence"] input[inputmode]');
    const before = await confidence.inputValue();
    await confidence.fill('0.37'); // so that every version differs
    await confidence.press('Enter');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await check(`${theme}, a menu`);
    await page.getByRole('menuitem', { name: 'Versions' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^Version/ }).last().click();
    await page.locator('[role="dialog"] pre').waitFor();
    await check(`${theme}, versions`);
    await page.keyboard.press('Escape');
    await confidence.fill(before);
    await confidence.press('Enter');
    await page.goto(`${base}/#/nothing-here`);
    await page.getByText('There is nothing at this address.').waitFor();
    await check(`${theme}, no such page`);
    const size = page.viewportSize();
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of ['#/', '#/models', '#/devices', '#/settings', '#/w/demo']) {
      await page.goto(`${base}/${address}`);
      await page.waitForTimeout(400);
      await check(`${theme} ${address} on a small screen`);
    }
    await page.setViewportSize(size);
  }

  return {
    'axe finds nothing serious, dark': () => everyPage('dark'),
    'axe finds nothing serious, light': () => everyPage('light'),
    'messages are read aloud from one list, which stays from page to page': async () => {
      await page.goto(`${base}/#/`);
      const list = await page.locator('.toasts').elementHandle();
      for (const address of ['#/w/demo', '#/models', '#/nothing-here', '#/']) {
        await page.goto(`${base}/${address}`);
        await page.waitForTimeout(400);
        assert.ok(await list.evaluate((element) => element.isConnected && document.querySelectorAll('.toasts').length === 1), address);
      }
    },
    'the console has no errors': async () => assert.deepEqual(complaints, []),
  };
}
