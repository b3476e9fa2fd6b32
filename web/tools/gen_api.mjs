// npm run gen:api: src/api/schema.d.ts from the server's OpenAPI document. With --check nothing is written, and a difference is a
// failure. OPENAPI=http://127.0.0.1:8000/api/openapi.json takes the document from a server instead.
import { readFile, writeFile } from 'node:fs/promises';
import openapi, { astToString } from 'openapi-typescript';

const source = process.env.OPENAPI ?? new URL('../../src/server/openapi/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.d.ts', import.meta.url);

async function main() {
  const types = `// Made by "npm run gen:api" from the server's OpenAPI document. Do not edit.\n${astToString(await openapi(new URL(source)))}`;
  if (!process.argv.includes('--check')) return writeFile(target, types);
  if ((await readFile(target, 'utf8')) !== types) throw new Error('it differs from the OpenAPI document: run "npm run gen:api"');
}

await main().catch((error) => {
  console.error(`src/api/schema.d.ts: ${error.message}`);
  process.exitCode = 1;
});
