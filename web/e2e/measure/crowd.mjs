// A hundred nodes with live figures: what each frame costs the page's main thread.
import { countCommits, watchMainThread } from './main_thread.mjs';
import { openManyNodes } from './many_nodes.mjs';

/** The workflow "crowd" runs. With moving dots on the edges, as most people see it. */
export async function crowd({ base, browser, seconds }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await countCommits(page);
  await openManyNodes(page, `${base}/#/w/crowd`);
  const before = await page.evaluate(() => window.commits);
  const figures = await watchMainThread(browser, page, seconds * 1000);
  return { ...figures, react_commits: (await page.evaluate(() => window.commits)) - before };
}
