// Packs what the server sends packed, and keeps the page light: the sum of all scripts, as they go over the wire.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const limitKb = 350;
const worthPacking = new Set(['.css', '.html', '.js', '.json', '.svg', '.webmanifest']);
const folder = fileURLToPath(new URL('../dist/', import.meta.url));

let scripts = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !worthPacking.has(extname(entry.name))) continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const plain = readFileSync(file);
  const packed = gzipSync(plain, { level: 9 });
  if (extname(file) === '.js') scripts += packed.length;
  if (packed.length < plain.length) writeFileSync(`${file}.gz`, packed);
}
const kb = (scripts / 1024).toFixed(1);
if (scripts > limitKb * 1024) {
  console.error(`Scripts take ${kb} KB gzip; the limit is ${limitKb} KB.`);
  process.exitCode = 1;
} else {
  console.log(`Scripts take ${kb} KB gzip of ${limitKb} KB.`);
}
