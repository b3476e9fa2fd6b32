// What the steps on the canvas share.

/** A new workflow without nodes. */
export async function openEmptyCanvas(base, page) {
  await page.goto(`${base}/#/`);
  await page.getByRole('button', { name: 'New workflow', exact: true }).click();
  await page.getByRole('button', { name: /^Empty canvas/ }).click();
  await page.getByText('An empty canvas').waitFor();
}

/** Whether two boxes have no point in common. */
export const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
