// Builds the page. `node src/build-site.js` writes it to dist/site, which is what a published package serves; run from its sources, pageFolder()
// has it built whenever a source has changed: `node src/build-site.js FOLDER`.
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { build } from 'vite';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

await build({
  configFile: false,
  root: path('site'),
  logLevel: 'error',
  plugins: [preact({ devToolsEnabled: false })],
  resolve: { conditions: ['@mmae/source', 'module', 'browser', 'production'] },
  build: {
    outDir: process.argv[2] ?? path('../dist/site'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the policy of the server allows no inlined scripts
    chunkSizeWarningLimit: 1500,
  },
});
