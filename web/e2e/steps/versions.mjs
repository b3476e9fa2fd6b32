// What is kept: versions with their differences, drafts in another browser, the way back.
import assert from 'node:assert/strict';
import { patternYaml, serverApi } from './api.mjs';

const id = 'kept';
const yaml = patternYaml('Kept', 'test://pattern').replace('xray_view\n', 'xray_view\n    jpeg_quality: 20\n');

export function versionSteps({ base, browser, page, complaints }) {
  const api = serverApi(base, page);
  const quality = (on) => on.locator('[data-option="jpeg_quality"] input[inputmode]');
  const open = async (on) => {
    await on.goto(`${base}/#/w/${id}`);
    await on.locator('.react-flow__node[data-id="view"] header').click();
    await quality(on).waitFor();
  };
  const save = async (number) => {
    await page.keyboard.press('Control+s');
    await page.getByText(`Version ${number}`).waitFor();
  };

  return {
    'a version shows what differs, and comes back as an edit': async () => {
      await api.create(id, yaml);
      await open(page);
      await quality(page).fill('60');
      await save(2);
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Versions' }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('button', { name: /Version 2.*Newest/ }).click();
      await sheet.getByText('No difference to the canvas.').waitFor();
      await sheet.getByRole('button', { name: /^Version 1/ }).click();
      const lines = await sheet.locator('pre').innerText();
      assert.match(lines, /jpeg_quality: 20/);
      assert.match(lines, /jpeg_quality: 60/);
      await sheet.getByRole('button', { name: 'Restore into the canvas' }).click();
      await sheet.waitFor({ state: 'detached' });
      await page.locator('.react-flow__node[data-id="view"] header').click();
      assert.equal(await quality(page).inputValue(), '20');
      assert.match(await api.yaml(id), /jpeg_quality: 60/, 'the stored version stays until it is saved');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+z');
      await page.locator('.react-flow__node[data-id="view"] header').click();
      assert.equal(await quality(page).inputValue(), '60');
    },
    'a draft is kept as it is typed, and another browser goes on with it': async () => {
      await quality(page).fill('70');
      await page.getByText('Kept in this browser').waitFor({ state: 'attached' });
      for (let look = 0; look < 50 && (await api.status(`/${id}/draft`)) !== 200; look += 1) await page.waitForTimeout(100);
      const other = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      const there = await other.newPage();
      there.on('pageerror', (error) => complaints.push(error.message));
      await open(there);
      assert.equal(await quality(there).inputValue(), '70');
      await other.close();
      assert.match(await api.yaml(id), /jpeg_quality: 60/);
    },
    'back to the saved version puts the draft away, here and on the server': async () => {
      await page.getByRole('button', { name: 'Back to the saved version' }).click();
      assert.equal(await quality(page).inputValue(), '60');
      for (let look = 0; look < 50 && (await api.status(`/${id}/draft`)) === 200; look += 1) await page.waitForTimeout(100);
      assert.equal(await api.status(`/${id}/draft`), 404);
      await api.remove(id);
    },
  };
}
