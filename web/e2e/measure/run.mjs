// Measures the page against a running server; `bench/page.py` starts one. BASE_URL names it, WHAT one of the measurements below.
// The result is one line of JSON.
import { launch } from '../browser.mjs';
import { crowd } from './crowd.mjs';
import { firstLoad } from './first_load.mjs';
import { pictures } from './pictures.mjs';
import { wall } from './wall.mjs';

const measurements = { paint: pictures, capture: pictures, load: firstLoad, wall, crowd };
const base = process.env.BASE_URL ?? 'http://127.0.0.1:8000';
const measure = measurements[process.env.WHAT ?? ''];
if (measure === undefined) throw new Error(`WHAT is one of ${Object.keys(measurements).join(', ')}`);
const seconds = Number(process.env.SECONDS ?? '20');
if (measure === wall) {
  console.log(JSON.stringify(await wall({ base, seconds })));
} else {
  const browser = await launch();
  try {
    console.log(JSON.stringify(await measure({ base, browser, seconds })));
  } finally {
    await browser.close();
  }
}
