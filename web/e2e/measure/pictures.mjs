// From a message's arrival, and from the capture, to readable pixels; beside it what the page says of itself.
import { quantile, round, shownFigures } from './figures.mjs';
import { readPictures } from './time_code.mjs';

/** The workflow "measured" with the view "view" shows test://pattern at full size. */
export async function pictures({ base, browser, seconds }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const { times, arrived } = await readPictures(page, `${base}/#/wall/measured:view`, seconds * 1000);
  const summary = (name) => {
    const values = times.map((each) => each[name]);
    return { p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)), max: round(Math.max(...values)) };
  };
  return { arrived, read: times.length, arrival_to_pixels_ms: summary('sinceArrivalMs'), capture_to_pixels_ms: summary('sinceCaptureMs'), page_says: await shownFigures(page) };
}
