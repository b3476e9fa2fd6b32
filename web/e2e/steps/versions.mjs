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
  /** Until the server has so many. */
  const drafts = async (wanted) => {
    const count = async () => (await api.json(`/${id}/drafts`)).drafts.length;
    for (let look = 0; look < 80 && (await count()) !== wanted; look += 1) await page.waitForTimeout(100);
    assert.equal(await count(), wanted);
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
    'a draft is kept as it is typed; another browser is told, and takes it when it wants to': async () => {
      await quality(page).fill('70');
      await page.getByText('Kept in this browser').waitFor({ state: 'attached' });
      await drafts(1);
      const other = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      const there = await other.newPage();
      there.on('pageerror', (error) => complaints.push(error.message));
      await open(there);
      assert.equal(await quality(there).inputValue(), '60', 'nothing comes unasked');
      await there.getByText('Another browser has unsaved changes of this workflow').waitFor();
      await quality(there).fill('61');
      await there.locator('[data-option="max_fps"] input[inputmode]').fill('7');
      await drafts(2);
      await there.getByRole('button', { name: 'Look' }).click();
      const dialog = there.getByRole('dialog');
      assert.match(await dialog.locator('pre').innerText(), /jpeg_quality: 70/);
      await dialog.getByRole('button', { name: 'Take them onto the canvas' }).click();
      await there.waitForFunction(() => document.querySelector('[data-option="jpeg_quality"] input[inputmode]')?.value === '70');
      assert.equal(await there.locator('[data-option="max_fps"] input[inputmode]').inputValue(), '7', 'one’s own work stays');
      await there.getByRole('button', { name: /^Undo: unsaved changes of another browser/ }).click();
      await there.waitForFunction(() => document.querySelector('[data-option="jpeg_quality"] input[inputmode]')?.value === '61');
      await there.reload();
      await there.locator('.react-flow__node[data-id="view"] header').click();
      await quality(there).waitFor();
      assert.equal(await quality(there).inputValue(), '61');
      await there.waitForTimeout(1000);
      assert.equal(await there.getByText('Another browser has unsaved changes').count(), 0, 'what was taken or put aside is not told again');
      await there.getByRole('button', { name: 'Back to the saved version' }).click();
      await drafts(1);
      await other.close();
      assert.equal(await quality(page).inputValue(), '70');
      assert.match(await api.yaml(id), /jpeg_quality: 60/);
    },
    'back to the saved version puts the draft away, here and on the server': async () => {
      await page.getByRole('button', { name: 'Back to the saved version' }).click();
      assert.equal(await quality(page).inputValue(), '60');
      await drafts(0);
      await api.remove(id);
    },
  };
}
