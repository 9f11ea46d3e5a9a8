// Compiles assembly/kernels.ts into src/kernels/kernels.wasm.ts. With --check, it only compares, and exits with 1 if they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const source = new URL('../assembly/kernels.ts', import.meta.url);
const target = new URL('../src/kernels/kernels.wasm.ts', import.meta.url);

// The kernels have no memory of their own: they import that of tfjs, which grows.
const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--initialMemory', '1'];

let binary;
const { error, stderr } = await asc.main(['kernels.ts', '--outFile', 'kernels.wasm', ...flags], {
  readFile: (file) => (file === 'kernels.ts' ? readFileSync(source, 'utf8') : null),
  writeFile: (_name, bytes) => (binary = bytes),
  listFiles: () => [],
});
if (error) throw new Error(`${error.message}\n${stderr.toString()}`);

const module = `/** assembly/kernels.ts compiled by tools/build-kernels.mjs; base64. */
export const kernelsWasm =
  '${Buffer.from(binary).toString('base64')}';
`;
if (!process.argv.includes('--check')) writeFileSync(target, module);
else if (readFileSync(target, 'utf8') !== module) {
  console.error('src/kernels/kernels.wasm.ts is not up to date with assembly/kernels.ts. Run npm run build:kernels.');
  process.exitCode = 1;
}
