import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `npm run dev` shows the page with a server that runs elsewhere: OVERWATCH_URL names it.
const server = process.env.OVERWATCH_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  // The server embeds web/dist and may send a policy that forbids data: URLs, so nothing is inlined.
  // One style sheet: that of a part which failed once would not be asked for again.
  build: { target: 'es2022', assetsInlineLimit: 0, cssCodeSplit: false },
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: server, ws: true } } },
  preview: { proxy: { '/api': { target: server, ws: true } } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
