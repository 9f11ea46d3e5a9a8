// Bundles the page's script. `node src/client/bundle.js` writes it to dist/client/page.js, which is what a published package reads; run from its
// sources, the reporter calls bundle() instead, so a change in src/client/ needs no build.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

/** @returns {string} the modules of this folder as one script without imports */
export function bundle() {
  const { outputFiles } = buildSync({
    entryPoints: [path('page.ts')],
    tsconfig: path('tsconfig.json'),
    bundle: true,
    format: 'iife',
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0].text;
}

if (process.argv[1] === path('bundle.js')) {
  mkdirSync(path('../../dist/client'), { recursive: true });
  writeFileSync(path('../../dist/client/page.js'), bundle());
}
