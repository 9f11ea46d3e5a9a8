// Builds the page. `node src/build-site.js` writes it to dist/site, which is what a published package serves; run from its sources, pageFolder()
// calls buildSite() instead whenever a source has changed.
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { build } from 'vite';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Writes the page to a folder, which is emptied. */
export async function buildSite(/** @type {string} */ outDir) {
  await build({
    configFile: false,
    root: path('site'),
    base: '/',
    logLevel: 'error',
    plugins: [preact({ devToolsEnabled: false })],
    resolve: { conditions: ['@mmae/source', 'module', 'browser', 'production'] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
    },
  });
}

if (process.argv[1] === path('build-site.js')) await buildSite(path('../dist/site'));
