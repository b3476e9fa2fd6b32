// A server with users: the log-in, what a viewer may, whose unsaved work is whose, and the way out. LOG_IN is "name:password" of a
// viewer, EDITOR the same of somebody who may change things.
import assert from 'node:assert/strict';
import { axeFindings } from './access.mjs';

export function logInSteps({ base, context, page, complaints, expectStatus }) {
  const [user, password] = (process.env.LOG_IN ?? ':').split(':');
  const [editor, editorPassword] = (process.env.EDITOR ?? ':').split(':');
  const fill = async (secret, name = user) => {
    await page.getByRole('textbox', { name: 'User' }).fill(name);
    await page.getByLabel('Password').fill(secret);
    await page.keyboard.press('Enter');
  };

  const quality = page.locator('[data-option="jpeg_quality"] input[inputmode]');
  const openView = async () => {
    await page.goto(`${base}/#/w/door`);
    await page.locator('.react-flow__node[data-id="view"] header').click();
    await quality.waitFor();
  };
  const logOut = async (name) => {
    await page.goto(`${base}/#/`);
    await page.getByRole('button', { name: new RegExp(`^Log out ${name}`) }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
  };

  return {
    'a stranger gets the log-in, and nothing of the page': async () => {
      expectStatus(401);
      await page.goto(`${base}/#/`);
      await page.getByRole('button', { name: 'Log in' }).waitFor();
      assert.equal(await page.getByRole('navigation').count(), 0);
      assert.ok(await page.getByRole('textbox', { name: 'User' }).evaluate((element) => element === document.activeElement), 'the first field has not the focus');
    },
    'axe finds nothing serious at the log-in, in both themes': async () => {
      for (const theme of ['dark', 'light']) {
        await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
        assert.equal(await axeFindings(page), '', theme);
      }
    },
    'unsaved work is there again for who left it': async () => {
      await fill(editorPassword, editor);
      await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
      await openView();
      await quality.fill('71');
      await page.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
      await page.waitForTimeout(600);
      await logOut(editor);
      await fill(editorPassword, editor);
      await page.getByText('Unsaved changes; Start runs version 1').waitFor();
      await openView();
      assert.equal(await quality.inputValue(), '71');
      await logOut(editor);
    },
    'who comes back after the session ran out goes on where they were, undo included; nobody else does': async () => {
      const undo = page.getByRole('button', { name: /^Undo/ });
      const runOut = async (value) => {
        await context.clearCookies();
        await quality.fill(value);
        await page.getByText('Your session has ended. Log in to go on.').waitFor();
      };
      await fill(editorPassword, editor);
      await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
      await openView();
      const before = await quality.inputValue();
      await runOut('64');
      await fill(editorPassword, editor);
      await quality.waitFor();
      assert.equal(await quality.inputValue(), '64');
      await undo.click();
      assert.equal(await quality.inputValue(), before);
      await runOut('63');
      await fill(password);
      await page.locator('.react-flow__node[data-id="view"] header').click();
      await page.locator('[data-option="jpeg_quality"] input[inputmode]:disabled').waitFor();
      assert.ok(!['63', '64', before].includes(await quality.inputValue()), 'the unsaved work of somebody else');
      await logOut(user);
      await fill(editorPassword, editor);
      await page.getByText('Unsaved changes; Start runs version 1').waitFor();
      await openView();
      assert.equal(await quality.inputValue(), '63');
      assert.ok(await undo.isDisabled(), 'undo of before somebody else was here');
      await logOut(editor);
    },
    'a wrong password is said, and the name is kept': async () => {
      await fill('not the password');
      await page.getByRole('alert').waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'User' }).inputValue(), user);
    },
    'the right one opens the page, and the session survives a reload': async () => {
      await fill(password);
      await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
    },
    'a viewer looks, and is offered nothing that the server would refuse': async () => {
      await page.getByText('Your role can look, not change.').waitFor();
      await page.getByRole('button', { name: 'More for Door' }).click();
      assert.deepEqual(await page.getByRole('menuitem').allTextContents(), ['Export as YAML']);
      await page.keyboard.press('Escape');
      assert.equal(await page.getByRole('button', { name: /^(Start|Stop|New) / }).count(), 0);
      await page.goto(`${base}/#/models`);
      await page.getByText('not measured').first().waitFor();
      assert.equal(await page.getByRole('button', { name: /^Measure/ }).count(), 0);
      await page.goto(`${base}/#/w/door`);
      await page.locator('.react-flow__node[data-id="view"] header').click();
      await page.locator('[data-option="jpeg_quality"] input[inputmode]:disabled').waitFor();
      assert.notEqual(await quality.inputValue(), '71', 'the unsaved work of somebody else');
      assert.equal(await axeFindings(page), '', 'settings that may only be looked at');
      for (const key of ['Delete', 'l', 'Control+d']) await page.keyboard.press(key);
      await page.keyboard.press('Control+Enter');
      await page.locator('[aria-live]').getByText('Your role can look, not change.').waitFor();
      assert.equal(await page.locator('.react-flow__node').count(), 2);
      assert.equal(await page.getByRole('button', { name: /^(Run|Stop|Restart|Undo|Redo|Preset|Delete|Duplicate|Add a node)$/ }).count(), 0);
      assert.equal(await page.getByText('Kept in this browser').count(), 0);
      await page.getByRole('button', { name: 'More', exact: true }).click();
      assert.deepEqual(await page.getByRole('menuitem').allTextContents(), ['Versions', 'Export as YAML']);
      await page.keyboard.press('Escape');
      // Nor did it ask for anything on its own.
      assert.deepEqual(complaints, []);
      await page.goto(`${base}/#/`);
    },
    'log out leads back to the log-in, also by the way back': async () => {
      await page.getByRole('button', { name: new RegExp(`^Log out ${user}`) }).click();
      await page.getByRole('button', { name: 'Log in' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Log in' }).waitFor();
    },
  };
}
