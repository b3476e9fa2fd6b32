// What a first visit costs: bytes of script over the wire, and the time until the page can be used.
import { quantile, round } from './figures.mjs';

const visits = 7;

async function visit(base, browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let sentBytes = 0;
  const bodies = [];
  page.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? '')) bodies.push(response.request().sizes().then((sizes) => (sentBytes += sizes.responseBodySize), () => undefined));
  });
  await page.addInitScript(() => {
    window.usableMs = 0;
    // Usable: the main control is there, and the main thread has answered a timer since.
    const look = () => {
      const control = document.querySelector('main .button-primary:not(:disabled), .react-flow__node');
      if (control === null) requestAnimationFrame(look);
      else setTimeout(() => (window.usableMs = performance.now()), 0);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${base}/${address}`);
  await page.waitForFunction(() => window.usableMs > 0);
  const usableMs = await page.evaluate(() => window.usableMs);
  await Promise.all(bodies);
  await context.close();
  return { usableMs, sentBytes };
}

/** Each visit is the first of its browser profile: nothing is cached. */
export async function firstLoad({ base, browser }) {
  const result = {};
  for (const [name, address] of [['home', '#/'], ['builder', '#/w/demo']]) {
    await visit(base, browser, address);
    const all = [];
    for (let count = 0; count < visits; count += 1) all.push(await visit(base, browser, address));
    const times = all.map((each) => each.usableMs);
    result[name] = { usable_ms: { p50: round(quantile(times, 0.5)), max: round(Math.max(...times)) }, script_kb: round(Math.max(...all.map((each) => each.sentBytes)) / 1024) };
  }
  return result;
}
