// A workflow of a hundred nodes, for what the page does with their live figures.
export const manyNodes = 100;

export function manyNodesDocument() {
  const sinks = Array.from({ length: manyNodes - 1 }, (_, index) => `sink-${index + 1}`);
  const place = (index) => [384 + 320 * Math.floor(index / 11), 140 * (index % 11)];
  return {
    name: 'Many nodes',
    nodes: { camera: { type: 'video_input', source: 'test://pattern', processing_fps: 10, resolution_scale: 25 }, ...Object.fromEntries(sinks.map((id) => [id, { type: 'debug', interval: 60 }])) },
    edges: sinks.map((id) => `camera -> ${id}`),
    layout: { nodes: { camera: [0, 700], ...Object.fromEntries(sinks.map((id, index) => [id, place(index)])) } },
  };
}

/** Opens it where it runs already, and waits until all figures are there. */
export async function openManyNodes(page, address) {
  await page.goto(address);
  await page.waitForFunction((count) => [...document.querySelectorAll('.node [data-part="figures"]')].filter((strip) => /\d fps/.test(strip.textContent)).length === count, manyNodes);
  await page.waitForTimeout(2000);
}
