// When can a picture be read from the canvas? In test://pattern bars and a block move with each frame, so what is seen tells the
// number of the frame: a time code. Arrivals are noted in the player's worker, the canvas is read in the page; both clocks agree.

/** As src/media/test_source.cpp draws it, at full size. */
const sizes = { width: 960, height: 540 };
/** Luma of the bars at 75 %: white, yellow, cyan, green, magenta, red, blue, black. */
const bars = [191, 169, 134, 112, 79, 57, 22, 0];

/** Runs in the worker: notes each message of sockets that are made from now on. */
function noteArrivals() {
  const Real = self.WebSocket;
  self.arrivals = [];
  self.WebSocket = class extends Real {
    constructor(url) {
      super(url);
      this.addEventListener('message', ({ data }) => {
        const at = performance.timeOrigin + performance.now();
        const length = new DataView(data).getUint32(0, true);
        const { seq, capture_unix_ms: capturedAt } = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
        self.arrivals.push({ seq, capturedAt, at });
      });
    }
  };
}

/** Runs in the page: reads the middle row of the canvas every few milliseconds, and notes when it is another one. */
function watchCanvas({ width, height, forMs }) {
  const copy = document.createElement('canvas');
  copy.width = width;
  copy.height = 1;
  const context = copy.getContext('2d', { willReadFrequently: true, alpha: false });
  const row = () => {
    const canvas = document.querySelector('[data-xray="picture"]');
    if (canvas === null || canvas.width !== width) return null;
    context.drawImage(canvas, 0, height / 2, width, 1, 0, 0, width, 1);
    const { data } = context.getImageData(0, 0, width, 1);
    return Array.from({ length: width }, (_, x) => Math.round(0.299 * data[4 * x] + 0.587 * data[4 * x + 1] + 0.114 * data[4 * x + 2]));
  };
  return new Promise((resolve) => {
    const seen = [];
    const until = performance.now() + forMs;
    let before = row();
    const look = () => {
      const now = row();
      const at = performance.timeOrigin + performance.now();
      if (now !== null && before !== null && now.some((luma, x) => luma !== before[x])) seen.push({ row: now, at });
      before = now;
      if (performance.now() < until) setTimeout(look, 2);
      else resolve(seen);
    };
    look();
  });
}

/** The middle row of frame `seq` as src/media/test_source.cpp draws it, in luma: eight bars that move, and the block before them. */
function rowOf(seq) {
  const { width, height } = sizes;
  const side = Math.floor(height / 8) * 2;
  const block = ((seq * 4) % (width - side + 1)) & ~1;
  return Array.from({ length: width }, (_, x) => (x >= block && x < block + side ? 128 : bars[Math.floor((((x + 2 * seq) % width) * bars.length) / width)]));
}

const difference = (a, b) => a.reduce((sum, value, x) => sum + Math.abs(value - b[x]), 0);

/** Each picture that was read, with the time since its arrival and since its capture. */
function matched(arrivals, seen) {
  const times = new Map();
  for (const { row, at } of seen) {
    const recent = arrivals.filter((each) => each.at <= at && at - each.at < 1500).map((each) => ({ ...each, off: difference(row, rowOf(each.seq)) }));
    const best = recent.reduce((least, each) => (least === null || each.off < least.off ? each : least), null);
    if (best === null || times.has(best.seq)) continue;
    times.set(best.seq, { seq: best.seq, sinceArrivalMs: at - best.at, sinceCaptureMs: at - best.capturedAt });
  }
  return [...times.values()];
}

/** Opens the large picture at `address`, and measures for a while. */
export async function readPictures(page, address, forMs) {
  const worker = page.waitForEvent('worker');
  await page.goto(address);
  const player = await worker;
  await player.evaluate(noteArrivals);
  // The player's socket may be there already: a pause closes it, and the next one is noted.
  await page.locator('[data-figure="fps"]').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForTimeout(3000);
  const seen = await page.evaluate(watchCanvas, { ...sizes, forMs });
  const arrivals = await player.evaluate(() => self.arrivals);
  const first = seen[0]?.at ?? 0;
  return { times: matched(arrivals, seen), arrived: arrivals.filter((each) => each.at > first && each.at < first + forMs - 200).length };
}
