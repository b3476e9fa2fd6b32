export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const round = (value) => Math.round(value * 10) / 10;

/** The figures that the page itself shows under a large picture. */
export async function shownFigures(page) {
  return page.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-figure]')].map((each) => [each.dataset.figure, each.textContent])));
}
