import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { firstLoadLimit, pagePreloads } from './first-load.ts';

/** As the server's bundle has zod: only what is used, and no code made at run time, which the Content-Security-Policy refuses. */
const leanZod: Plugin = {
  name: 'lean-zod',
  enforce: 'pre',
  resolveId: (id) => (id === 'lean-zod' ? '\0lean-zod' : null),
  load(id) {
    if (id === '\0lean-zod') return "import { config } from 'zod'; export * from 'zod'; config({ jitless: true });";
    if (!/\/packages\/protocol\/src\/.*\.ts$/.test(id)) return null;
    return readFileSync(id, 'utf8').replace("import { z } from 'zod'", "import * as z from 'lean-zod'");
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    leanZod,
    react(),
    tailwind(),
    firstLoadLimit(200_000),
    pagePreloads({ '/jobs/': '/features/job/job-page.tsx' }),
  ],
  worker: { format: 'es' },
  logLevel: 'warn',
  build: {
    outDir: join(import.meta.dirname, '../server/dist/dashboard'),
    emptyOutDir: true,
    target: ['chrome123', 'firefox125', 'safari17.5'],
    // Inlined files would be data: addresses, which the Content-Security-Policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
