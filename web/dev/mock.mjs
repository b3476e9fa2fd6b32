// A stand-in for the server: node dev/mock.mjs [--empty]. FRAMES names a folder of JPEG files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const port = Number(process.env.PORT ?? 8000);
const folder = process.env.FRAMES ?? '/tmp/mock_frames';
const dist = new URL('../dist/', import.meta.url).pathname;
const frames = readdirSync(folder).filter((n) => n.endsWith('.jpg')).sort().map((n) => readFileSync(join(folder, n)));
const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8'));
const now = () => new Date().toISOString();
const flows = new Map();
const add = (id, name, extra = {}) => flows.set(id, { id, name, version: 1, state: 'stopped', started: 0, restarts: 0, ...extra });
if (!process.argv.includes('--empty')) {
  add('demo', 'Demo', { state: 'running', started: Date.now() - 754e3 });
  add('front-door', 'Front door', { state: 'running', started: Date.now() - 7.2e6, restarts: 2, trouble: true });
  add('garage', 'Garage entrance, north side', { state: 'restarting', started: Date.now() - 9e5, restarts: 5, message: 'rtsp://cam3/stream: connection refused' });
  add('yolo', 'Yolo without its model', { missing: true });
  add('archive', 'Archive', { state: 'failed', started: Date.now() - 9e7, message: 'camera: /data/archive.mp4: there is no such file' });
}
const rnd = (a, b) => a + Math.random() * (b - a);
const op = (kind, p50, k = 1.5) => ({ kind, count: 420, avg_ms: p50 * rnd(1, 1.1), p50_ms: p50 * rnd(0.97, 1.03), p95_ms: p50 * k * rnd(0.97, 1.03), p99_ms: p50 * k * 1.2, max_ms: p50 * k * 1.6 });
const perf = (f) => ({
  current_fps: f.trouble ? 0 : rnd(13.6, 14.9), inference_fps: 12.1, frames: { in: 18230 + Math.floor((Date.now() - f.started) / 40), out: 15000, skipped: 4312 },
  operations: { video_decode: op('work', 3.1), scale: op('work', 0.6), similarity: op('work', 0.12), preprocess: op('work', 1.4), model_inference: op('work', 31.5, 1.3), postprocess: op('work', 0.3), xray_visualization: op('work', 0.42), jpeg_encoding: op('work', 1.1), queue_wait: op('wait', 4.2, 3), inference_wait: op('wait', 0.8, 4), completion_wait: op('wait', 0.05), send_wait: op('wait', 0.2), send: op('work', 0.1) },
  bottlenecks: [{ operation: 'model_inference', avg_ms: 32.4, share: 0.71 }], total_latency: op('work', 44, 1.4), unaccounted: op('work', 0.5), explained_share: 0.989,
  drops: [{ where: 'camera -> detect', reason: 'queue_full', count: 812 }, { where: 'camera', reason: 'corrupt', count: 3 }],
});
const status = (f) => ({
  id: f.id, name: f.name, state: f.state, message: f.message ?? '', started_at: f.started ? new Date(f.started).toISOString() : null, uptime_s: f.state === 'running' ? (Date.now() - f.started) / 1000 : 0, restarts: f.restarts,
  next_retry_ms: f.state === 'restarting' ? 4000 - (Date.now() % 4000) : null,
  nodes: f.state !== 'running' ? [] : [
    { id: 'camera', type: 'video_input', health: f.trouble ? 'retrying' : 'ok', message: f.trouble ? `camera is silent since 12 s, trying again in ${4 - Math.floor(Date.now() / 1000) % 4} s` : '', facts: { decoder: 'h264' } },
    { id: 'detect', type: 'model', health: 'ok', message: '', facts: { model: 'centernet-mb3', device: 'cpu' } },
    { id: 'view', type: 'xray_view', health: 'ok', message: '', facts: {} }], edges: [],
});
const running = () => [...flows.values()].filter((f) => f.state === 'running');
const performance = () => ({ ...perf({ started: 0 }), workflows: Object.fromEntries(running().map((f) => [f.id, perf(f)])) });
const statuses = () => ({ workflows: [...flows.values()].map(status) });
const send = (res, code, body, type = 'application/json') => { res.writeHead(code, { 'content-type': type }); res.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)); };
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

const server = createServer(async (req, res) => {
  let body = ''; for await (const c of req) body += c;
  const path = new URL(req.url, 'http://x').pathname;
  const b = '/api/workflow-builder';
  if (!path.startsWith('/api')) { const file = join(dist, path === '/' ? 'index.html' : path); return existsSync(file) ? send(res, 200, readFileSync(file), types[extname(file)]) : send(res, 404, {}); }
  if (path === b && req.method === 'GET') return send(res, 200, { workflows: [...flows.values()].map((f) => ({ id: f.id, name: f.name, version: 1, state: f.state, updated_at: now() })) });
  const name = /^name:\s*(.+)$/m.exec(body)?.[1];
  if (path === `${b}/validate`) return send(res, 200, name && !body.includes('no_such_node') ? { valid: true, problems: [] } : { valid: false, problems: [{ place: 'name', message: 'a workflow needs a name', severity: 'error' }, { place: 'nodes.detect.confidence', message: '"high" is no fraction: 0.25 or 25%', severity: 'error' }, { place: 'nodes.view', message: 'nothing comes in here', severity: 'warning' }] });
  if (path === b) { const id = name.toLowerCase().replace(/[^a-z0-9]+/g, '-'); add(id, name); return send(res, 201, { id, name, version: 1 }); }
  if (path === `${b}/status`) return send(res, 200, statuses());
  if (path === `${b}/performance`) return send(res, 200, performance());
  if (path === `${b}/performance/reset`) return send(res, 200, { status: 'ok' });
  if (path === '/api/system') return send(res, 200, { version: '0.1.0', cpu: { percent: rnd(60, 80), core_percent: [70, 71, 72, 73] }, memory: { total_bytes: 24e9, available_bytes: 19e9 }, gpus: [] });
  if (path === '/api/devices') return send(res, 200, { devices: [], default: 'cpu', loaded: [{ model: 'x', device: 'cpu' }] });
  if (path.startsWith('/api/xray/')) return send(res, 200, frames[0], 'image/jpeg');
  const [, id, verb] = /workflow-builder\/([^/]+)\/(\w+)/.exec(path) ?? [];
  const f = flows.get(id);
  if (!f) return send(res, 404, { title: 'Not Found', status: 404, detail: 'there is no workflow "' + id + '"' });
  if (verb === 'execute' && f.missing) return send(res, 422, { title: 'Unprocessable', status: 422, detail: 'nodes.detect.model: the model yolov8n is not installed; get it with "overwatch models info yolov8n"', code: 'not_found' });
  await new Promise((r) => setTimeout(r, 600));
  f.state = verb === 'execute' ? 'running' : 'stopped'; if (verb === 'execute') f.started = Date.now();
  send(res, 200, status(f));
});
function frame(data, text) { const n = data.length; const h = n < 126 ? Buffer.from([text ? 0x81 : 0x82, n]) : n < 65536 ? Buffer.from([text ? 0x81 : 0x82, 126, n >> 8, n & 255]) : (() => { const x = Buffer.alloc(10); x[0] = text ? 0x81 : 0x82; x[1] = 127; x.writeBigUInt64BE(BigInt(n), 2); return x; })(); return Buffer.concat([h, data]); }
server.on('upgrade', (req, socket) => {
  const live = /\/api\/ws\/xray\/([^/]+)\//.exec(req.url);
  if (live && flows.get(live[1])?.state !== 'running') { socket.end('HTTP/1.1 404 Not Found\r\n\r\n'); return; }
  const accept = createHash('sha1').update(req.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  let i = 0;
  const timer = setInterval(() => {
    if (!live) return socket.write(frame(Buffer.from(JSON.stringify({ ...statuses(), performance: performance() })), true));
    if (flows.get(live[1]).state !== 'running') { clearInterval(timer); return socket.end(); }
    if (flows.get(live[1]).trouble) return;
    const k = i++ % frames.length; const age = rnd(40, 50);
    const head = Buffer.from(JSON.stringify({ seq: i, pts_ms: i * 66, capture_unix_ms: Date.now() - age, encoded_unix_ms: Date.now(), encode_ms: 1, age_ms: age, width: meta[k].w, height: meta[k].h, source_width: meta[k].w, source_height: meta[k].h, codec: 'jpeg', quality: 60, bytes: frames[k].length, skipped: false, detections: meta[k].dets }));
    const len = Buffer.alloc(4); len.writeUInt32LE(head.length);
    socket.write(frame(Buffer.concat([len, head, frames[k]]), false));
  }, live ? 67 : 500);
  socket.on('close', () => clearInterval(timer)).on('error', () => clearInterval(timer)).on('data', () => undefined);
});
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
