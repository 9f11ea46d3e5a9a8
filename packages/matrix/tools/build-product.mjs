// Compiles assembly/product.ts into src/product.wasm.ts; with --check it only compares them, and exits 1 if they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const source = fileURLToPath(new URL('../assembly/product.ts', import.meta.url));
const compiled = new URL('../src/product.wasm.ts', import.meta.url);

// Threads share the memory, which the importer creates with as many pages of 64 KB as the layout in the source needs.
const numPages = 113;
const memory = ['--importMemory', '--sharedMemory', '--initialMemory', `${numPages}`, '--maximumMemory', `${numPages}`];
const features = ['--enable', 'simd', '--enable', 'threads', '--enable', 'bulk-memory'];
const flags = ['--outFile', 'product.wasm', '-O3', '--noAssert', '--runtime', 'stub', ...features, ...memory];
let binary;
const { error, stderr } = await asc.main(['product.ts', ...flags], {
  readFile: (name) => (name === 'product.ts' ? readFileSync(source, 'utf8') : null),
  writeFile: (_name, bytes) => (binary = bytes),
  listFiles: () => [],
});
if (error) throw new Error(`${error.message}\n${stderr.toString()}`);

const module = `/** assembly/product.ts compiled by tools/build-product.mjs; base64. */
export const productWasm =
  '${Buffer.from(binary).toString('base64')}';

/** Pages of 64 KB of the memory that it imports. */
export const numPages = ${numPages};
`;
if (!process.argv.includes('--check')) writeFileSync(compiled, module);
else if (readFileSync(compiled, 'utf8') !== module) {
  console.error('src/product.wasm.ts is not what assembly/product.ts compiles to: npm run build:product');
  process.exitCode = 1;
}
