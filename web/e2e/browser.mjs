// Chromium with one page at the server, and what the page complains about.
import { chromium } from 'playwright-core';

const patienceMs = 30_000;
export const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const switches = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function launch(more = []) {
  return chromium.launch({ executablePath: executable, args: [...switches, ...more] });
}

/** Failures that are answers: an address that this server does not have, a draft that nobody keeps, the picture of what has just
    stopped, a source that does not open when it is tried, a model while another one is measured, the frame of an edge over which none has come yet. */
async function expectedAnswers(base) {
  const response = await fetch(`${base}/api/openapi.json`);
  const paths = response.ok ? Object.keys((await response.json()).paths) : [];
  const known = paths.map((path) => new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`));
  const lacks = (path) => (/\/(templates|presets)$/.test(path) ? !paths.includes(path) : !known.some((pattern) => pattern.test(path)));
  return (text, url) => {
    if (!url.startsWith(`${base}/api/`)) return false;
    const { pathname } = new URL(url);
    if (text.includes('status of 422')) return pathname === '/api/sources/test';
    if (text.includes('status of 409')) return /^\/api\/models\/[^/]+\/measure$/.test(pathname);
    if (text.includes('status of 503')) return /\/edges\/.*\.jpg$/.test(pathname);
    return text.includes('status of 404') && (/\/draft$|^\/api\/xray\//.test(pathname) || lacks(pathname));
  };
}

export async function openBrowser(base) {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints = [];
  const statuses = new Set();
  const expected = await expectedAnswers(base);
  page.on('console', (message) => {
    const text = message.text();
    // Some steps take the network or the server away; others ask for what is refused.
    if (message.type() !== 'error' || /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED)/.test(text)) return;
    if ([...statuses].some((status) => text.includes(`status of ${status}`)) || expected(text, message.location().url)) return;
    complaints.push(`${text} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { base, browser, context, page, patienceMs, complaints, expectStatus: (status) => statuses.add(status) };
}
