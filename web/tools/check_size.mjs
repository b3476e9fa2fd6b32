// Keeps the page light: the sum of all scripts, as they go over the wire.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limitKb = 350;
const folder = new URL('../dist/assets/', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(new URL(name, folder))).length, 0);
const kb = (bytes / 1024).toFixed(1);
if (bytes > limitKb * 1024) {
  console.error(`Scripts take ${kb} KB gzip; the limit is ${limitKb} KB.`);
  process.exitCode = 1;
} else {
  console.log(`Scripts take ${kb} KB gzip of ${limitKb} KB.`);
}
