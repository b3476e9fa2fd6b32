// Measures the page against a running server; `bench/page.py` starts one. BASE_URL names it, WHAT one of the measurements below.
// The result is one line of JSON.
import { launch } from '../browser.mjs';
import { crowd } from './crowd.mjs';
import { firstLoad } from './first_load.mjs';
import { pictures } from './pictures.mjs';
import { wall } from './wall.mjs';

const inBrowser = (measure) => async (options) => {
  const browser = await launch();
  try {
    return await measure({ ...options, browser });
  } finally {
    await browser.close();
  }
};
// The wall starts a browser of its own.
const measurements = { paint: inBrowser(pictures), capture: inBrowser(pictures), load: inBrowser(firstLoad), wall, crowd: inBrowser(crowd) };
const base = process.env.BASE_URL ?? 'http://127.0.0.1:8000';
const measure = measurements[process.env.WHAT ?? ''];
if (measure === undefined) throw new Error(`WHAT is one of ${Object.keys(measurements).join(', ')}`);
console.log(JSON.stringify(await measure({ base, seconds: Number(process.env.SECONDS ?? '20') })));
