// A server with users: the log-in, what a viewer may, and the way out. LOG_IN is "name:password" of a viewer.
import assert from 'node:assert/strict';
import { axeFindings } from './access.mjs';

export function logInSteps({ base, page, expectStatus }) {
  const [user, password] = (process.env.LOG_IN ?? ':').split(':');
  const fill = async (secret) => {
    await page.getByRole('textbox', { name: 'User' }).fill(user);
    await page.getByLabel('Password').fill(secret);
    await page.keyboard.press('Enter');
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
    'what a viewer may not do is refused with a word': async () => {
      expectStatus(403);
      await page.getByRole('button', { name: /^Start / }).first().click();
      await page.getByText(/role|editor|may not|not allowed/i).first().waitFor();
    },
    'log out leads back to the log-in, also by the way back': async () => {
      await page.getByRole('button', { name: new RegExp(`^Log out ${user}`) }).click();
      await page.getByRole('button', { name: 'Log in' }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Log in' }).waitFor();
    },
  };
}
