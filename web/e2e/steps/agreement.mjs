// The figures on the canvas are those of the API at the same moment: of each node its rate, p50 and p95, of each edge rate and drops.
import assert from 'node:assert/strict';
import { serverApi } from './api.mjs';

const looks = 12;
const everyMs = 250;

/** Runs in the page: what it says, and what the server says just then. */
async function both(id) {
  const ask = async (path) => (await fetch(`/api/workflow-builder/${path}`)).json();
  const [performance, status] = await Promise.all([ask(`performance?workflow=${id}`), ask(`${id}/status`)]);
  const text = (selector) => document.querySelector(selector)?.textContent ?? '';
  return {
    performance, status,
    nodes: Object.fromEntries(status.nodes.map((node) => [node.id, `${text(`.react-flow__node[data-id="${node.id}"] [data-part="figures"]`)} ${text(`.react-flow__node[data-id="${node.id}"] [data-part="times"]`)}`])),
    stages: Object.fromEntries(status.nodes.map((node) => [node.id, document.querySelector(`.react-flow__node[data-id="${node.id}"] .node-strip`)?.title ?? ''])),
    edges: performance.edges.map((edge) => text(`.edge-label[data-edge="${edge.from}.->${edge.to}."]`)),
  };
}

const near = (shown, real, slack) => Math.abs(shown - real) <= slack;

/** Milliseconds of "p50 87 · p95 108 ms", where the first has the unit of the second, or its own. */
function timesIn(text) {
  const [, half, halfUnit, most, mostUnit] = /p50 <?([\d.]+|–)(?: (m?s))? · p95 <?([\d.]+|–)(?: (m?s))?/.exec(text) ?? [];
  const inMs = (value, unit) => (value === '–' ? 0 : Number.parseFloat(value) * (unit === 's' ? 1000 : 1));
  return { p50_ms: inMs(half, halfUnit ?? mostUnit), p95_ms: inMs(most, mostUnit) };
}

function differences({ performance, status, nodes, edges }) {
  const found = [];
  for (const { id } of status.nodes) {
    const figures = performance.nodes[id];
    const work = Object.entries(figures.operations).filter(([, stats]) => stats.kind === 'work' && stats.count > 0);
    const slowest = work.reduce((most, each) => (most === null || each[1].avg_ms > most[1].avg_ms ? each : most), null);
    const fps = Number.parseFloat(/([\d.]+) fps/.exec(nodes[id])?.[1] ?? 'NaN');
    if (!near(fps, figures.fps, Math.max(0.3, 0.05 * figures.fps))) found.push(`${id} says ${fps} fps, the API ${figures.fps}`);
    for (const [name, shown] of Object.entries(timesIn(nodes[id]))) {
      const real = slowest?.[1][name] ?? 0;
      if (!near(shown, real, Math.max(0.2, 0.05 * real))) found.push(`${id} says ${name} ${shown}, the API ${real} (${slowest?.[0]})`);
    }
  }
  assert.equal(performance.edges.length, status.edges.length);
  performance.edges.forEach((edge, index) => {
    const rate = Number.parseFloat(edges[index]);
    const drops = /([\d.]+)( k)? dropped/.exec(edges[index]);
    if (!near(rate, edge.rate, Math.max(1, 0.15 * edge.rate))) found.push(`${edge.from} -> ${edge.to} says ${rate} fps, the API ${edge.rate}`);
    const shown = drops === null ? 0 : Number(drops[1]) * (drops[2] ? 1000 : 1);
    if (!near(shown, edge.drops, Math.max(10, 0.01 * edge.drops))) found.push(`${edge.from} -> ${edge.to} says ${shown} dropped, the API ${edge.drops}`);
  });
  return found;
}

const shownAs = (value, text) => text !== undefined && near(Number.parseFloat(text), value, Math.max(0.06, 0.006 * value));

/** Where the page does not say what one message of the status socket said, but for rounding. */
function deviations(message, id, { nodes, edges }) {
  const status = message.workflows.find((workflow) => workflow.id === id);
  const found = [];
  for (const { id: node, performance } of status.nodes) {
    const fps = /([\d.]+) fps/.exec(nodes[node])?.[1];
    if (!shownAs(performance.fps, fps)) found.push(`${node} says ${fps} fps, the message ${performance.fps}`);
    for (const [name, shown] of Object.entries(timesIn(nodes[node]))) {
      if (!shownAs(performance[name] ?? 0, `${shown}`)) found.push(`${node} says ${name} ${shown}, the message ${performance[name]}`);
    }
  }
  status.edges.forEach((edge, index) => {
    if (!shownAs(edge.rate, /^([\d.]+)/.exec(edges[index])?.[1])) found.push(`${edge.from} -> ${edge.to} says ${edges[index]}, the message ${edge.rate}`);
  });
  return found;
}

/** The last messages of the page's status socket, newest last. From the next load of the page on. */
function statusMessages(page) {
  const messages = [];
  page.on('websocket', (socket) => {
    if (!socket.url().includes('/api/ws/status')) return;
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(payload);
      if (Array.isArray(message.workflows)) messages.push(message);
      if (messages.length > 4) messages.shift();
    });
  });
  return messages;
}

export function agreementSteps({ base, page }) {
  const api = serverApi(base, page);
  return {
    'the page says what the server told it, of every node and edge': async () => {
      await api.run('demo');
      const messages = statusMessages(page);
      await page.goto(`${base}/#/w/demo`);
      await page.reload();
      await page.waitForFunction(() => [...document.querySelectorAll('.node [data-part="figures"]')].every((strip) => /\d fps/.test(strip.textContent)));
      await page.waitForTimeout(2500);
      for (let look = 0; look < looks; look += 1) {
        const before = [...messages];
        const shown = await page.evaluate(both, 'demo');
        // Messages may come while the page is read: it shows one of these, whole.
        const fits = [...before, ...messages].map((message) => deviations(message, 'demo', shown));
        assert.ok(fits.some((found) => found.length === 0), fits.at(-1)?.join('\n'));
        await page.waitForTimeout(everyMs);
      }
      await api.stop('demo');
    },
    'figures of all nodes and edges agree with the API at the same moment': async () => {
      await api.run('demo');
      await page.goto(`${base}/#/w/demo`);
      await page.waitForFunction(() => [...document.querySelectorAll('.node [data-part="figures"]')].every((strip) => /\d fps/.test(strip.textContent)));
      await page.waitForTimeout(5000);  // the p95 of few samples jumps
      let found = [];
      let agreed = 0;
      for (let look = 0; look < looks; look += 1) {
        const now = differences(await page.evaluate(both, 'demo'));
        if (now.length === 0) agreed += 1;
        else found = now;
        await page.waitForTimeout(everyMs);
      }
      console.log(`     all figures agreed in ${agreed} of ${looks} looks`);
      // The page is told twice a second, so a look may fall between two messages.
      assert.ok(agreed >= looks / 2, found.join('\n'));
      await api.stop('demo');
    },
  };
}
