// What is on the live canvas, read through a small copy of it: the canvas itself belongs to a worker.

function grey(at) {
  const canvas = document.querySelectorAll('[data-xray="picture"]')[at];
  if (!canvas || canvas.width === 0) return [];
  const copy = document.createElement('canvas');
  copy.width = 64;
  copy.height = 36;
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0, copy.width, copy.height);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  return Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3);
}

const hasContent = (picture) => picture.length > 0 && Math.max(...picture) - Math.min(...picture) > 16;

/** True once two pictures of the canvas number `at` that are no plain areas differ in more than noise. */
export async function picturesDiffer(page, patienceMs, at = 0) {
  const deadline = Date.now() + patienceMs;
  let first = null;
  while (Date.now() < deadline) {
    const picture = await page.evaluate(grey, at);
    if (hasContent(picture)) {
      first ??= picture;
      if (picture.some((value, i) => Math.abs(value - first[i]) > 12)) return true;
    }
    await page.waitForTimeout(200);
  }
  return false;
}
